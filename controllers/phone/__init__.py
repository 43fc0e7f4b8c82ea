from . import way_in, shell
