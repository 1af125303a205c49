"""The shipped shop, kind by kind.

A line is colour/second/pattern/material and then the kind's attributes; "_" stands for a space. Lines that
stand together are look-alikes: they differ in one thing, so that a reference to it has exactly one answer.
"""

from __future__ import annotations

__all__ = ["CURATED"]

CURATED: dict[str, str] = {
    "Dress": """
        red//solid/cotton sleeve=straps neckline=sweetheart length=midi
        navy//solid/cotton sleeve=straps neckline=sweetheart length=midi
        teal//solid/silk sleeve=sleeveless neckline=v-neck length=midi
        teal//solid/silk sleeve=sleeveless neckline=v-neck length=mini
        ivory/red/floral/cotton sleeve=short neckline=round length=knee-length
        ivory/blue/floral/cotton sleeve=short neckline=round length=knee-length
        black//solid/silk sleeve=long neckline=square length=maxi
        lilac/white/polka_dot/linen sleeve=short neckline=square length=knee-length""",
    "Shirt": """
        white//solid/cotton sleeve=long closure=buttons
        light_blue//solid/cotton sleeve=long closure=buttons
        burgundy/ivory/checked/cotton sleeve=long closure=buttons
        green/ivory/checked/cotton sleeve=short closure=buttons""",
    "T-shirt": """
        white//solid/cotton sleeve=short neckline=crew_neck
        coral//solid/cotton sleeve=short neckline=crew_neck
        coral//solid/cotton sleeve=short neckline=v-neck
        white/navy/striped/cotton sleeve=long neckline=crew_neck
        white/red/striped/cotton sleeve=long neckline=crew_neck
        black//solid/cotton sleeve=short neckline=crew_neck""",
    "Sweater": """
        mustard//solid/wool neckline=turtleneck sleeve=long
        mustard//solid/wool neckline=crew_neck sleeve=long
        grey//solid/wool neckline=crew_neck sleeve=long
        ivory/navy/striped/wool neckline=crew_neck sleeve=long""",
    "Hoodie": """
        sage//solid/cotton closure=pullover sleeve=long
        sage//solid/cotton closure=zip sleeve=long
        charcoal//solid/cotton closure=pullover sleeve=long
        purple//solid/cotton closure=pullover sleeve=long""",
    "Jacket": """
        black//solid/leather style=bomber closure=zip
        brown//solid/leather style=bomber closure=zip
        camel//solid/wool style=blazer closure=buttons
        navy//solid/wool style=blazer closure=buttons
        olive//solid/nylon style=bomber closure=zip""",
    "Skirt": """
        lilac//solid/satin shape=pleated length=midi
        pink//solid/satin shape=pleated length=midi
        black/white/polka_dot/cotton shape=flared length=knee-length
        black//solid/leather shape=pencil length=mini""",
    "Trousers": """
        olive//solid/cotton fit=straight
        camel//solid/linen fit=wide
        charcoal//solid/wool fit=slim
        ivory//solid/linen fit=wide""",
    "Jeans": """
        denim_blue//solid/denim fit=slim
        denim_blue//solid/denim fit=wide
        light_blue//solid/denim fit=straight
        black//solid/denim fit=slim""",
    "Sneakers": """
        white/green/solid/leather cut=low-top sole=white closure=laces
        white/red/solid/leather cut=low-top sole=white closure=laces
        red/white/solid/canvas cut=high-top sole=white closure=laces
        navy/white/solid/suede cut=low-top sole=gum closure=laces
        black/white/solid/canvas cut=high-top sole=white closure=laces""",
    "Heels": """
        burgundy//solid/leather heel=stiletto closure=slip-on
        black//solid/suede heel=block closure=ankle_strap
        black//solid/suede heel=block closure=slip-on
        blush//solid/satin heel=kitten closure=slip-on
        gold//solid/satin heel=stiletto closure=ankle_strap""",
    "Boots": """
        black//solid/leather height=ankle closure=elastic heel=flat
        black//solid/leather height=ankle closure=laces heel=flat
        tan//solid/suede height=ankle closure=laces heel=block
        brown//solid/leather height=knee closure=zip heel=block""",
    "Handbag": """
        pink//solid/leather strap=leather closure=flap
        pink//solid/leather strap=chain closure=flap
        pink//solid/leather strap=chain closure=zip
        pink/navy/solid/leather strap=fabric closure=flap
        black//solid/leather strap=chain closure=flap
        navy/yellow/solid/leather strap=fabric closure=zip
        teal//solid/velvet strap=chain closure=clasp
        camel//solid/suede strap=leather closure=flap""",
    "Tote": """
        ivory/navy/striped/canvas
        ivory/camel/solid/canvas
        beige/brown/solid/straw
        green/tan/solid/leather""",
    "Backpack": """
        mustard/navy/solid/nylon closure=zip
        navy/mustard/solid/nylon closure=zip
        sage/brown/solid/canvas closure=zip
        black/charcoal/solid/leather closure=zip""",
    "Belt": """
        brown//solid/leather buckle=gold closure=frame
        brown//solid/leather buckle=silver closure=frame
        black//solid/leather buckle=silver closure=plate
        red//solid/leather buckle=gold closure=frame""",
    "Watch": """
        tan/white/solid/leather strap=leather face=round case=gold
        black/white/solid/leather strap=leather face=round case=gold
        silver/navy/solid/metal strap=metal face=square case=silver
        gold/green/solid/metal strap=metal face=round case=gold
        navy/red/solid/canvas strap=fabric face=round case=silver""",
    "Sunglasses": """
        black//solid/acetate frame=square lens=smoke
        black//solid/acetate frame=round lens=smoke
        red//solid/acetate frame=cat-eye lens=brown
        gold//solid/metal frame=aviator lens=green""",
    "Scarf": """
        red/ivory/checked/wool ends=fringe
        grey/navy/checked/wool ends=fringe
        sage//solid/silk ends=plain
        teal/ivory/polka_dot/silk ends=plain""",
    "Hat": """
        beige/black/solid/straw brim=wide
        beige/red/solid/straw brim=wide
        burgundy/black/solid/wool brim=narrow
        camel/brown/solid/wool brim=wide""",
    "Cap": """
        navy/red/solid/cotton
        olive/black/solid/canvas
        pink/white/solid/cotton""",
    "Mug": """
        teal//solid/ceramic handle=round
        yellow//solid/ceramic handle=round
        white/blue/striped/ceramic handle=round
        coral/white/polka_dot/ceramic handle=square""",
    "Vase": """
        terracotta//solid/ceramic shape=round
        terracotta//solid/ceramic shape=bottle
        white/blue/striped/ceramic shape=tall
        teal//solid/ceramic shape=bottle""",
    "Lamp": """
        ivory/terracotta/solid/linen shade=cone
        ivory/teal/solid/linen shade=cone
        mustard/charcoal/solid/linen shade=drum
        blush/gold/solid/linen shade=dome""",
    "Chair": """
        green//solid/velvet style=buttoned
        mustard//solid/velvet style=tub
        grey//solid/linen style=dining
        brown//solid/leather style=buttoned
        blue//solid/velvet style=buttoned""",
    "Cushion": """
        blush//solid/velvet edge=tasselled
        navy//solid/velvet edge=tasselled
        ivory/olive/floral/linen edge=piped
        ivory/charcoal/striped/linen edge=piped
        yellow/white/checked/cotton edge=plain""",
}
