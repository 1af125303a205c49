"""What a turn is called in SIMMC 2 (Kottur et al. 2021), so that figures can be put beside others'."""

from __future__ import annotations

from demo.states import Intent, Session

__all__ = ["ACTS", "act_of"]

# The cart can only grow there, and undoing, help and thanks are not acts of its shoppers: those have no name.
ACTS = {
    "search": "REQUEST:GET", "more": "REQUEST:GET", "select": "INFORM:GET", "refine": "INFORM:REFINE",
    "filter": "INFORM:REFINE", "sort": "INFORM:REFINE", "compare": "REQUEST:COMPARE", "describe": "ASK:GET",
    "cart_add": "REQUEST:ADD_TO_CART",
}
ANSWER = "INFORM:DISAMBIGUATE"


def act_of(intent: Intent, session: Session) -> str:
    """The act's name, "" where SIMMC has none; naming one while a question is open answers the question."""
    if session.asked and intent.name in ("select", session.asked.name):
        return ANSWER
    return ACTS.get(intent.name, "")
