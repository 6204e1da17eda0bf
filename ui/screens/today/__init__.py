"""Today (今天): what the officer has to do now; and the records that disagree, settled by a person's note."""
