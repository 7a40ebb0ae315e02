"""Read one political agreement by computer: the UK-Japan Hiroshima Accord of 2023.

Names are imported when they are first used, so that ``import accordlib`` itself is quick.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
__version__ = "0.1.0"
