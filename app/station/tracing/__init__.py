"""Looking back over vehicles and goods (车辆回溯、物资溯源): who came with one, where the goods of a supplier went."""
