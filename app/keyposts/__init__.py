"""Key post staff (重点岗位人员): a day's shifts against who signed in and where they were seen. Pure."""
