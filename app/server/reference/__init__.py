"""The reference that the centre owns: changed in change-sets, fed to the posts in the order of their commits."""
