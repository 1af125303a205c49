"""The shipped shop's clothing and shoes; see `curated` for what a line says."""

from __future__ import annotations

__all__ = ["WARDROBE_LINES"]

WARDROBE_LINES: dict[str, str] = {
    "Dress": """
        red//solid/cotton sleeve=straps neckline=sweetheart length=midi
        navy//solid/cotton sleeve=straps neckline=sweetheart length=midi
        red//solid/cotton sleeve=straps neckline=sweetheart length=mini
        pink//solid/silk sleeve=sleeveless neckline=v-neck length=knee-length
        pink//solid/silk sleeve=sleeveless neckline=round length=knee-length
        pink//solid/silk sleeve=long neckline=v-neck length=knee-length
        pink//solid/silk sleeve=sleeveless neckline=v-neck length=maxi
        pink/white/polka_dot/silk sleeve=sleeveless neckline=v-neck length=knee-length
        ivory/red/floral/cotton sleeve=short neckline=round length=knee-length
        ivory/blue/floral/cotton sleeve=short neckline=round length=knee-length
        ivory/red/floral/cotton sleeve=short neckline=square length=knee-length
        black//solid/satin sleeve=sleeveless neckline=halter length=maxi
        teal/ivory/leaf_print/silk sleeve=long neckline=v-neck length=midi style=wrap
        lilac/white/polka_dot/linen sleeve=short neckline=square length=knee-length""",
    "Shirt": """
        white//solid/cotton sleeve=long closure=buttons
        white//solid/cotton sleeve=short closure=buttons
        light_blue//solid/cotton sleeve=long closure=buttons
        light_blue//solid/denim sleeve=long closure=buttons
        light_blue/white/striped/cotton sleeve=long closure=buttons
        burgundy/ivory/checked/cotton sleeve=long closure=buttons
        navy/ivory/checked/cotton sleeve=long closure=buttons
        green/ivory/checked/cotton sleeve=short closure=buttons
        sage//solid/linen sleeve=long closure=buttons
        sage//solid/linen sleeve=short closure=buttons
        terracotta/ivory/leaf_print/linen sleeve=short closure=buttons
        charcoal//solid/cotton sleeve=long closure=buttons""",
    "T-shirt": """
        white//solid/cotton sleeve=short neckline=crew_neck
        coral//solid/cotton sleeve=short neckline=crew_neck
        coral//solid/cotton sleeve=short neckline=v-neck
        coral//solid/cotton sleeve=short neckline=scoop_neck
        coral//solid/cotton sleeve=long neckline=crew_neck
        white/navy/striped/cotton sleeve=long neckline=crew_neck
        white/red/striped/cotton sleeve=long neckline=crew_neck
        white/navy/striped/cotton sleeve=short neckline=crew_neck
        black//solid/cotton sleeve=short neckline=crew_neck
        black/ivory/star_print/cotton sleeve=short neckline=crew_neck
        blush/red/heart_print/cotton sleeve=short neckline=crew_neck
        mint//solid/cotton sleeve=short neckline=v-neck""",
    "Blouse": """
        ivory//solid/silk neckline=bow_neck sleeve=long
        ivory//solid/silk neckline=v-neck sleeve=long
        ivory//solid/silk neckline=bow_neck sleeve=sleeveless
        ivory/black/polka_dot/silk neckline=bow_neck sleeve=long
        teal//solid/satin neckline=v-neck sleeve=long
        burgundy//solid/satin neckline=v-neck sleeve=long
        teal//solid/satin neckline=round_neck sleeve=long
        blush//solid/satin neckline=round_neck sleeve=short
        blush/plum/floral/cotton neckline=round_neck sleeve=short
        navy/white/polka_dot/cotton neckline=round_neck sleeve=sleeveless
        lilac//solid/silk neckline=v-neck sleeve=sleeveless
        mustard//solid/cotton neckline=bow_neck sleeve=short""",
    "Sweater": """
        mustard//solid/wool neckline=turtleneck sleeve=long
        mustard//solid/wool neckline=crew_neck sleeve=long
        mustard//solid/wool neckline=v-neck sleeve=long
        grey//solid/wool neckline=crew_neck sleeve=long
        grey/navy/striped/wool neckline=crew_neck sleeve=long
        ivory/navy/striped/wool neckline=crew_neck sleeve=long
        ivory/red/striped/wool neckline=crew_neck sleeve=long
        ivory//solid/wool neckline=turtleneck sleeve=long
        navy//solid/wool neckline=v-neck sleeve=long
        burgundy//solid/wool neckline=v-neck sleeve=long
        pink/red/heart_print/wool neckline=crew_neck sleeve=long
        olive//solid/wool neckline=turtleneck sleeve=long""",
    "Hoodie": """
        sage//solid/cotton closure=pullover sleeve=long
        sage//solid/cotton closure=zip sleeve=long
        charcoal//solid/cotton closure=pullover sleeve=long
        charcoal//solid/cotton closure=zip sleeve=long
        purple//solid/cotton closure=pullover sleeve=long
        lilac//solid/cotton closure=pullover sleeve=long
        navy/white/striped/cotton closure=pullover sleeve=long
        navy//solid/cotton closure=pullover sleeve=long
        navy/white/star_print/cotton closure=pullover sleeve=long
        peach//solid/cotton closure=zip sleeve=long
        red//solid/cotton closure=zip sleeve=long""",
    "Jacket": """
        black//solid/leather style=biker closure=zip
        burgundy//solid/leather style=biker closure=zip
        black//solid/leather style=bomber closure=zip
        brown//solid/leather style=bomber closure=zip
        camel//solid/suede style=bomber closure=zip
        olive//solid/nylon style=bomber closure=zip
        navy//solid/nylon style=bomber closure=zip
        camel//solid/wool style=blazer closure=buttons
        navy//solid/wool style=blazer closure=buttons
        plum//solid/velvet style=blazer closure=buttons
        grey/navy/checked/wool style=blazer closure=buttons
        denim_blue//solid/denim style=trucker closure=buttons
        black//solid/denim style=trucker closure=buttons""",
    "Coat": """
        camel//solid/wool style=overcoat closure=buttons length=knee-length
        camel//solid/wool style=overcoat closure=buttons length=midi
        camel//solid/wool style=wrap closure=wrap length=knee-length
        charcoal//solid/wool style=overcoat closure=buttons length=knee-length
        grey/charcoal/checked/wool style=overcoat closure=buttons length=midi
        beige//solid/cotton style=trench closure=buckle length=knee-length
        beige//solid/cotton style=trench closure=buckle length=midi
        olive//solid/cotton style=trench closure=buckle length=midi
        burgundy//solid/wool style=wrap closure=wrap length=midi
        navy//solid/nylon style=puffer closure=zip length=hip-length
        navy//solid/nylon style=puffer closure=zip length=knee-length
        red//solid/nylon style=puffer closure=zip length=hip-length""",
    "Skirt": """
        lilac//solid/satin shape=pleated length=midi
        pink//solid/satin shape=pleated length=midi
        pink//solid/satin shape=pleated length=mini
        sage//solid/satin shape=pleated length=midi
        black/white/polka_dot/cotton shape=flared length=knee-length
        black/white/polka_dot/cotton shape=flared length=maxi
        red/white/polka_dot/cotton shape=flared length=knee-length
        black//solid/leather shape=pencil length=mini
        black//solid/leather shape=pencil length=knee-length
        denim_blue//solid/denim shape=pencil length=mini
        terracotta//solid/linen shape=wrap length=midi closure=wrap
        navy/ivory/leaf_print/silk shape=wrap length=midi closure=wrap""",
    "Trousers": """
        olive//solid/cotton fit=straight
        olive//solid/cotton fit=slim
        olive//solid/cotton fit=wide
        camel//solid/linen fit=wide
        ivory//solid/linen fit=wide
        ivory//solid/linen fit=straight
        charcoal//solid/wool fit=slim
        charcoal/ivory/striped/wool fit=slim
        grey/navy/checked/wool fit=straight
        navy//solid/wool fit=straight
        black//solid/wool fit=wide
        terracotta//solid/cotton fit=slim""",
    "Jeans": """
        denim_blue//solid/denim fit=slim
        denim_blue//solid/denim fit=straight
        denim_blue//solid/denim fit=wide
        light_blue//solid/denim fit=straight
        light_blue//solid/denim fit=wide
        navy//solid/denim fit=straight
        navy//solid/denim fit=slim
        black//solid/denim fit=slim
        black//solid/denim fit=wide
        white//solid/denim fit=straight""",
    "Shorts": """
        denim_blue//solid/denim style=five-pocket length=mini fit=straight
        denim_blue//solid/denim style=five-pocket length=knee-length fit=straight
        light_blue//solid/denim style=five-pocket length=mini fit=straight
        white//solid/denim style=five-pocket length=mini fit=slim
        navy//solid/cotton style=chino length=knee-length fit=slim
        camel//solid/cotton style=chino length=knee-length fit=slim
        camel//solid/cotton style=chino length=mini fit=slim
        sage//solid/linen style=drawstring length=mini fit=wide
        sage//solid/linen style=drawstring length=knee-length fit=wide
        coral/ivory/leaf_print/cotton style=drawstring length=mini fit=straight
        white/blue/striped/linen style=drawstring length=mini fit=straight
        green/ivory/checked/cotton style=chino length=knee-length fit=straight""",
    "Sneakers": """
        white/green/solid/leather cut=low-top sole=white closure=laces
        white/red/solid/leather cut=low-top sole=white closure=laces
        white/green/solid/leather cut=high-top sole=white closure=laces
        white/green/solid/leather cut=low-top sole=gum closure=laces
        red/white/solid/canvas cut=high-top sole=white closure=laces
        red/white/solid/canvas cut=low-top sole=white closure=laces
        black/white/solid/canvas cut=high-top sole=white closure=laces
        navy/white/solid/suede cut=low-top sole=gum closure=laces
        navy/mustard/solid/suede cut=low-top sole=gum closure=laces
        pink/white/solid/canvas cut=low-top sole=white closure=laces
        sage/ivory/solid/suede cut=low-top sole=gum closure=laces
        yellow/navy/solid/canvas cut=high-top sole=gum closure=laces""",
    "Heels": """
        burgundy//solid/leather heel=stiletto closure=slip-on
        burgundy//solid/leather heel=block closure=slip-on
        burgundy//solid/leather heel=kitten closure=slip-on
        black//solid/suede heel=block closure=ankle_strap
        black//solid/suede heel=block closure=slip-on
        black//solid/suede heel=block closure=slingback
        blush//solid/satin heel=kitten closure=slip-on
        blush//solid/satin heel=kitten closure=slingback
        red//solid/leather heel=stiletto closure=ankle_strap
        teal//solid/suede heel=block closure=ankle_strap
        navy//solid/satin heel=stiletto closure=slingback
        gold//solid/satin heel=stiletto closure=ankle_strap""",
    "Boots": """
        black//solid/leather height=ankle closure=elastic heel=flat
        black//solid/leather height=ankle closure=laces heel=flat
        black//solid/leather height=ankle closure=zip heel=block
        tan//solid/suede height=ankle closure=laces heel=flat
        tan//solid/suede height=ankle closure=elastic heel=flat
        tan//solid/suede height=ankle closure=elastic heel=block
        brown//solid/leather height=knee closure=zip heel=block
        brown//solid/leather height=knee closure=zip heel=flat
        black//solid/suede height=knee closure=zip heel=block
        burgundy//solid/leather height=ankle closure=laces heel=block
        green//solid/leather height=ankle closure=elastic heel=flat
        mustard//solid/suede height=ankle closure=zip heel=block""",
    "Sandals": """
        tan//solid/leather style=slide closure=slip-on heel=flat
        tan//solid/leather style=two-strap closure=buckle heel=flat
        tan//solid/leather style=gladiator closure=buckle heel=flat
        tan//solid/leather style=ankle-strap closure=buckle heel=flat
        tan//solid/leather style=ankle-strap closure=buckle heel=wedge
        black//solid/leather style=two-strap closure=buckle heel=flat
        black//solid/leather style=slide closure=slip-on heel=block
        red//solid/suede style=ankle-strap closure=buckle heel=block
        navy//solid/suede style=ankle-strap closure=buckle heel=block
        coral//solid/leather style=thong closure=slip-on heel=flat
        gold//solid/leather style=thong closure=slip-on heel=flat
        white//solid/leather style=slide closure=slip-on heel=wedge""",
}
