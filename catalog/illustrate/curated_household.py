"""The shipped shop's bags, accessories and things for the home; see `curated` for what a line says."""

from __future__ import annotations

__all__ = ["HOUSEHOLD_LINES"]

HOUSEHOLD_LINES: dict[str, str] = {
    "Handbag": """
        pink//solid/leather strap=leather closure=flap
        pink//solid/leather strap=chain closure=flap
        pink//solid/leather strap=chain closure=zip
        pink//solid/suede strap=chain closure=zip
        pink/navy/solid/leather strap=fabric closure=flap
        black//solid/leather strap=chain closure=flap
        black//solid/patent_leather strap=chain closure=flap
        navy/yellow/solid/leather strap=fabric closure=zip
        navy/pink/solid/leather strap=fabric closure=zip
        teal//solid/velvet strap=chain closure=clasp
        burgundy//solid/velvet strap=chain closure=clasp
        camel//solid/suede strap=leather closure=buckle
        camel//solid/suede strap=leather closure=drawstring
        green//solid/leather strap=leather closure=buckle
        camel//solid/leather strap=leather closure=buckle""",
    "Tote": """
        ivory/navy/striped/canvas handle=rope
        ivory/red/striped/canvas handle=rope
        ivory/navy/striped/canvas handle=leather
        ivory/navy/leaf_print/canvas handle=leather
        white/red/heart_print/canvas handle=fabric
        white/red/heart_print/canvas handle=rope
        ivory/camel/solid/canvas handle=leather
        beige/brown/solid/straw handle=leather
        beige/brown/solid/straw handle=rope
        green/brown/solid/leather handle=leather
        burgundy/brown/solid/leather handle=leather""",
    "Backpack": """
        mustard/navy/solid/nylon closure=zip
        coral/navy/solid/nylon closure=zip
        navy/mustard/solid/nylon closure=zip
        navy/mustard/solid/nylon closure=buckle
        sage/brown/solid/canvas closure=buckle
        sage/brown/solid/canvas closure=drawstring
        olive/brown/solid/canvas closure=drawstring
        black/charcoal/solid/leather closure=zip
        black/camel/solid/leather closure=zip
        light_blue/navy/polka_dot/nylon closure=zip
        light_blue/navy/star_print/nylon closure=zip""",
    "Clutch": """
        gold//solid/satin closure=flap strap=chain
        gold//solid/satin closure=flap
        silver//solid/satin closure=flap
        burgundy//solid/velvet closure=clasp strap=chain
        navy//solid/velvet closure=clasp strap=chain
        navy//solid/satin closure=clasp strap=chain
        black//solid/patent_leather closure=flap
        red//solid/patent_leather closure=flap
        teal//solid/leather closure=zip strap=wrist
        coral//solid/leather closure=zip strap=wrist
        blush/green/floral/satin closure=flap
        blush/navy/floral/satin closure=flap""",
    "Wallet": """
        brown/camel/solid/leather style=bifold closure=fold
        black/camel/solid/leather style=bifold closure=fold
        black/red/solid/leather style=bifold closure=fold
        navy/camel/solid/leather style=bifold closure=fold
        navy/camel/solid/suede style=bifold closure=fold
        coral//solid/leather style=continental closure=clasp
        coral//solid/leather style=continental closure=zip
        black//solid/patent_leather style=continental closure=zip
        black//solid/leather style=continental closure=zip
        mint//solid/leather style=continental closure=clasp
        fuchsia//solid/leather style=continental closure=clasp""",
    "Laptop case": """
        grey/charcoal/solid/felt closure=zip handle=leather
        grey/charcoal/solid/felt closure=zip
        grey/charcoal/solid/felt closure=flap
        navy/coral/solid/neoprene closure=zip
        teal/coral/solid/neoprene closure=zip
        brown//solid/leather closure=flap
        black//solid/leather closure=flap
        black//solid/leather closure=flap handle=leather
        navy/white/floral/canvas closure=zip
        navy/white/star_print/canvas closure=zip""",
    "Belt": """
        brown//solid/leather buckle=square metal=gold
        brown//solid/leather buckle=square metal=silver
        brown//solid/leather buckle=round metal=gold
        brown//solid/suede buckle=round metal=gold
        black//solid/leather buckle=plate metal=silver
        black//solid/leather buckle=square metal=silver
        red//solid/leather buckle=round metal=gold
        tan//solid/suede buckle=round metal=gold
        navy/red/solid/canvas buckle=square metal=silver
        navy/ivory/solid/canvas buckle=square metal=silver""",
    "Watch": """
        tan/white/solid/leather strap=leather face=round case=gold
        black/white/solid/leather strap=leather face=round case=gold
        black/white/solid/leather strap=leather face=square case=gold
        black/white/solid/leather strap=leather face=oval case=gold
        burgundy/white/solid/leather strap=leather face=oval case=gold
        silver/navy/solid/metal strap=metal face=square case=silver
        silver/navy/solid/metal strap=metal face=round case=silver
        silver/black/solid/metal strap=metal face=round case=silver
        gold/green/solid/metal strap=metal face=round case=gold
        gold/black/solid/metal strap=metal face=round case=gold
        navy/red/solid/canvas strap=fabric face=round case=silver
        olive/red/solid/canvas strap=fabric face=round case=silver""",
    "Sunglasses": """
        black//solid/acetate frame=square lens=smoke
        black//solid/acetate frame=round lens=smoke
        black//solid/acetate frame=round lens=green
        red//solid/acetate frame=cat-eye lens=brown
        white//solid/acetate frame=cat-eye lens=brown
        brown//solid/acetate frame=cat-eye lens=brown
        gold//solid/metal frame=aviator lens=green
        gold//solid/metal frame=aviator lens=blue
        silver//solid/metal frame=aviator lens=blue
        lilac//solid/acetate frame=round lens=pink
        lilac//solid/acetate frame=round lens=smoke""",
    "Scarf": """
        red/ivory/checked/wool ends=fringed
        red/black/checked/wool ends=fringed
        grey/black/checked/wool ends=fringed
        camel/black/checked/wool ends=fringed
        camel//solid/wool ends=fringed
        camel//solid/wool ends=plain
        sage//solid/silk ends=plain
        sage//solid/cotton ends=plain
        teal/ivory/polka_dot/silk ends=plain
        burgundy/ivory/polka_dot/silk ends=plain
        ivory/coral/floral/cotton ends=fringed
        ivory/navy/floral/cotton ends=fringed
        ivory/navy/striped/cotton ends=fringed""",
    "Hat": """
        beige/black/solid/straw style=fedora brim=wide
        beige/red/solid/straw style=fedora brim=wide
        beige/black/solid/straw style=fedora brim=narrow
        burgundy/black/solid/wool style=fedora brim=narrow
        camel/black/solid/wool style=fedora brim=narrow
        olive//solid/cotton style=bucket brim=sloping
        navy//solid/cotton style=bucket brim=sloping
        mustard/ivory/solid/wool style=beanie
        navy/ivory/solid/wool style=beanie
        coral/ivory/solid/wool style=beanie""",
    "Cap": """
        navy/red/solid/cotton brim=curved
        navy/red/solid/cotton brim=flat
        navy/yellow/solid/cotton brim=curved
        olive/red/solid/cotton brim=flat
        navy/white/solid/cotton brim=curved
        pink/white/solid/cotton brim=curved
        white/red/solid/cotton brim=flat
        black//solid/suede brim=curved
        black//solid/cotton brim=curved
        teal//solid/cotton brim=curved""",
    "Earrings": """
        gold//solid/metal shape=hoop
        silver//solid/metal shape=hoop
        gold/ivory/solid/metal shape=hoop stone=pearl
        gold/ivory/solid/metal shape=stud stone=pearl
        gold/ivory/solid/metal shape=drop stone=pearl
        gold/green/solid/metal shape=drop stone=emerald
        silver/green/solid/metal shape=drop stone=emerald
        silver/blue/solid/metal shape=stud stone=sapphire
        silver/blue/solid/metal shape=drop stone=sapphire
        rose_gold//solid/metal shape=hoop
        silver/ivory/solid/metal shape=hoop stone=pearl""",
    "Necklace": """
        gold/red/solid/metal style=pendant shape=drop stone=ruby
        gold/red/solid/metal style=pendant shape=heart stone=ruby
        gold/green/solid/metal style=pendant shape=drop stone=emerald
        silver/green/solid/metal style=pendant shape=drop stone=emerald
        silver/blue/solid/metal style=pendant shape=round stone=sapphire
        silver/blue/solid/metal style=pendant shape=heart stone=sapphire
        gold//solid/metal style=pendant shape=heart
        silver//solid/metal style=pendant shape=heart
        gold//solid/metal style=chain
        silver//solid/metal style=chain
        rose_gold/ivory/solid/metal style=pendant stone=pearl
        gold/ivory/solid/metal style=pendant stone=pearl
        ivory//solid/pearl style=pearls
        charcoal//solid/pearl style=pearls
        blush//solid/pearl style=pearls""",
    "Mug": """
        teal//solid/ceramic handle=round
        teal//solid/ceramic handle=square
        teal//solid/stoneware handle=square
        yellow//solid/ceramic handle=round
        white/blue/striped/ceramic handle=round
        white/red/striped/ceramic handle=round
        white/red/polka_dot/ceramic handle=round
        light_blue/navy/star_print/ceramic handle=round
        yellow/navy/star_print/ceramic handle=round
        white/red/heart_print/ceramic handle=round
        sage/charcoal/solid/enamel handle=round
        white/charcoal/solid/enamel handle=round
        charcoal//solid/stoneware handle=square""",
    "Vase": """
        terracotta//solid/stoneware shape=round
        terracotta//solid/stoneware shape=bottle
        terracotta//solid/stoneware shape=amphora
        white/blue/striped/ceramic shape=cylinder
        white/blue/floral/ceramic shape=cylinder
        terracotta//solid/ceramic shape=bottle
        blue//solid/glass shape=bottle
        green//solid/glass shape=bottle
        ivory/navy/solid/ceramic shape=amphora
        ivory/navy/solid/ceramic shape=round
        mustard/navy/solid/ceramic shape=round""",
    "Lamp": """
        ivory/terracotta/solid/linen shade=cone base=ceramic
        ivory/teal/solid/linen shade=cone base=ceramic
        ivory/teal/solid/linen shade=drum base=ceramic
        ivory//solid/linen shade=drum base=brass
        mustard//solid/linen shade=drum base=brass
        mustard//solid/linen shade=drum base=wood
        blush//solid/linen shade=pleated base=wood
        sage//solid/linen shade=pleated base=wood
        coral/teal/solid/linen shade=dome base=ceramic
        ivory/teal/solid/linen shade=dome base=ceramic
        ivory/teal/striped/linen shade=cone base=ceramic""",
    "Chair": """
        green//solid/velvet style=armchair legs=oak
        blue//solid/velvet style=armchair legs=oak
        blue//solid/velvet style=armchair legs=brass
        mustard//solid/velvet style=tub legs=brass
        blush//solid/velvet style=tub legs=brass
        grey//solid/linen style=dining legs=black
        grey//solid/linen style=dining legs=oak
        terracotta//solid/linen style=dining legs=oak
        brown//solid/leather style=wingback legs=walnut
        green//solid/leather style=wingback legs=walnut
        ivory/sage/floral/linen style=wingback legs=walnut
        ivory/coral/floral/linen style=wingback legs=walnut""",
    "Sofa": """
        teal//solid/velvet style=two-seat legs=brass
        teal//solid/velvet style=three-seat legs=brass
        teal//solid/velvet style=three-seat legs=walnut
        grey//solid/linen style=three-seat legs=oak
        grey//solid/linen style=three-seat legs=black
        coral//solid/linen style=three-seat legs=oak
        brown//solid/leather style=chesterfield legs=walnut
        burgundy//solid/leather style=chesterfield legs=walnut
        navy//solid/leather style=chesterfield legs=walnut
        ivory/navy/striped/linen style=two-seat legs=oak
        ivory/red/striped/linen style=two-seat legs=oak""",
    "Bed sheet": """
        white//solid/cotton edge=plain
        white//solid/cotton edge=scalloped
        white/navy/solid/cotton edge=piped
        white/red/solid/cotton edge=piped
        light_blue/white/solid/cotton edge=plain
        lilac/white/solid/cotton edge=plain
        sage//solid/linen edge=plain
        terracotta//solid/linen edge=plain
        white/navy/striped/cotton edge=piped
        ivory/coral/floral/cotton edge=plain
        ivory/blue/floral/cotton edge=plain
        white/navy/solid/satin edge=piped
        yellow/white/checked/cotton edge=scalloped
        blue/white/checked/cotton edge=scalloped""",
    "Cushion": """
        burgundy/mustard/solid/velvet shape=square edge=tasselled
        navy/mustard/solid/velvet shape=square edge=tasselled
        navy/mustard/solid/velvet shape=square edge=piped
        navy/mustard/solid/velvet shape=rectangular edge=piped
        ivory/olive/floral/linen shape=square edge=piped
        ivory/blue/floral/linen shape=square edge=piped
        ivory/blue/striped/linen shape=square edge=piped
        yellow/white/checked/cotton shape=square edge=piped
        yellow/white/checked/cotton shape=square edge=fringed
        teal//solid/velvet shape=round edge=plain
        mustard//solid/velvet shape=round edge=plain
        coral//solid/linen shape=round edge=plain
        coral//solid/linen shape=square edge=plain""",
}
