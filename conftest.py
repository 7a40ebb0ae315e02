"""What every pytest run of the course needs, the notebooks' own cells included."""

from kernels import use_local_sockets

use_local_sockets()
