"""What a person touches: the `quater` command, the pages inside the Airflow UI, the simulator and the demo."""

from warehouse.allocator import give_memory_back

give_memory_back()
