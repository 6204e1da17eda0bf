"""The dormitories' day over the records of every station: counted anew for whoever a record is about, when it comes."""
