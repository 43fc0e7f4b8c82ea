from . import volunteer_leave, volunteer_move
