"""People across articles.

``directory`` finds them, ``profile`` and ``topics`` tell of one, ``judgements`` keeps who is who.
"""
