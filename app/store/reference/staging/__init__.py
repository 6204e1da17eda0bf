"""The centre's reference on its way into use: written beside the one in use, indexed, swapped, cleared up behind."""
