"""What a building is called in a sentence: a number is a 号楼, a name is itself."""

from app.i18n import tr


def house(building: str) -> str:
    """5号楼, A1号楼, 竹园3, 3-2."""
    return tr("{building}号楼", building=building) if building.isascii() and building.isalnum() else building
