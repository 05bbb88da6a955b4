from . import box_stock, box_wire
