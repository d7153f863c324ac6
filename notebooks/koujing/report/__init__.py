"""What the notebooks tell: tables and sentences drawn from all the rooms, so that a report holds no code of its own."""
