from .access import *
from .bookkeeping import *
from .demo import *
from .meetings import *
from .organisation import *
from .phone import *
from .secretariat import *
from .tours import *
