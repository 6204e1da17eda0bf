"""One post put together: its data (`local`), its thread (`engine`), its devices, and what a window listens to."""
