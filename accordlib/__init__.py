"""Read one political agreement by computer: the UK-Japan Hiroshima Accord of 2023.

Every function raises `AccordError` for an argument of another kind than its help describes, and
for a file that cannot be read or written or is not what it should be; under *Raises* stands what
else it refuses. Names are imported when they are first used, so that ``import accordlib`` itself
is quick.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
__version__ = "0.2.0"
