"""The style sheet as a template: `$name` is a token, `$size_name` a size of text."""

SHEET = """
* { font-family: "Noto Sans SC"; font-size: ${size_body}px; color: $ink; }
QToolTip { background: $panel; color: $ink; border: 1px solid $line; padding: 4px; }
QMainWindow, QWidget[ground="true"] { background: $ground; }
QLabel { background: transparent; }

*[letters="verdict"] { font-size: ${size_verdict}px; } *[letters="display"] { font-size: ${size_display}px; }
*[letters="title"] { font-size: ${size_title}px; } *[letters="lead"] { font-size: ${size_lead}px; }
*[letters="small"] { font-size: ${size_small}px; } *[bold="true"] { font-weight: bold; }
*[tone="quiet"] { color: $ink_2; } *[tone="accent"] { color: $accent_ink; } *[tone="admit"] { color: $admit_ink; }
*[tone="hold"] { color: $hold_ink; } *[tone="refuse"] { color: $refuse_ink; }
*[tone="attention"] { color: $attention_ink; } *[tone="inverse"] { color: $on_verdict; }
*[tone="lens"] { color: $lens_ink; }

QFrame[panel="true"] { background: $panel; border: 1px solid $line; border-radius: ${radius_panel}px; }
QFrame[bar="top"] { background: $panel; border: none; border-bottom: 1px solid $line; }
QFrame[bar="bottom"] { background: $bar; border: none; border-top: 1px solid $line; }
QFrame[cell] { background: $panel; border: 1px solid $line; border-radius: ${radius}px; }
QFrame[cell="next"], QFrame[cell="chosen"] { border: 1px solid $accent_ink; background: $accent_soft; }
QFrame[cell="bad"] { border: 1px solid $refuse_ink; background: $refuse_soft; }
QFrame[line="true"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[row="true"] { border: none; border-bottom: 1px solid $line; border-radius: 0; background: transparent; }
QFrame[row="last"] { border: none; background: transparent; }
QFrame[banner="problem"] { background: $refuse_soft; border: none; border-left: 4px solid $refuse; }
QFrame[banner="hint"] { background: $accent_soft; border: none; border-left: 4px solid $accent; }
QFrame[banner="alarm"] { background: $hold_soft; border: none; border-left: 4px solid $hold; }

QLabel[tag] { border: 1px solid $edge; border-radius: 11px; padding: 1px 9px; color: $ink_2;
    font-size: ${size_small}px; }
QLabel[tag="verified"] { border-color: $admit_ink; color: $admit_ink; }
QLabel[tag="seen"] { border-color: $accent_ink; color: $accent_ink; }
QLabel[tag="invalid"] { border-color: $refuse_ink; color: $refuse_ink; }
QLabel[chip] { border-radius: 13px; padding: 2px 12px; font-weight: bold; color: $hold_ink; background: $hold_soft; }
QLabel[chip="open"] { color: $accent_ink; background: $accent_soft; }
QLabel[chip="static"] { color: $refuse_ink; background: $refuse_soft; }
QLabel[key="true"] { background: $panel; border: 1px solid $edge; border-bottom-width: 2px; border-radius: 4px;
    padding: 1px 7px; font-weight: bold; font-size: ${size_small}px; }
QLabel[initial="true"] { background: $accent_soft; color: $accent_ink; border-radius: ${radius}px; }

QToolButton[rail="true"] { background: transparent; border: none; border-left: 3px solid transparent; color: $rail_ink;
    font-size: ${size_small}px; padding: 8px 0; border-radius: 0; }
QToolButton[rail="true"][low="true"] { padding: 2px 0; }
QToolButton[rail="true"]:hover { background: $rail_here; }
QToolButton[rail="true"]:focus { border-left-color: $on_accent; }
QToolButton[rail="true"]:checked { background: $rail_here; color: $on_accent; border-left-color: $accent;
    font-weight: bold; }

QPushButton { background: $panel; border: 1px solid $edge; border-radius: ${radius}px; padding: 7px 16px;
    min-height: 22px; }
QPushButton:hover { border-color: $accent_ink; color: $accent_ink; }
QPushButton:focus { border: 2px solid $accent_ink; padding: 6px 15px; }
QPushButton:disabled { color: $ink_2; border-color: $line; }
QPushButton[main="true"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: bold; }
QPushButton[main="true"]:focus { border: 2px solid $ink; padding: 6px 15px; }
QPushButton[choice="true"]:checked { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[choice="true"]:checked:focus { border: 2px solid $ink; padding: 6px 15px; }

QLineEdit, QComboBox, QPlainTextEdit { background: $panel; border: 1px solid $edge; border-radius: ${radius}px;
    padding: 6px 10px; min-height: 22px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus { border: 2px solid $accent_ink; padding: 5px 9px; }
QLineEdit[letters="lead"] { padding: 9px 12px; } QLineEdit[letters="lead"]:focus { padding: 8px 11px; }
QLineEdit[wrong="true"], QComboBox[wrong="true"] { border: 2px solid $refuse_ink; padding: 5px 9px; }
QLineEdit:disabled, QComboBox:disabled { color: $ink_2; background: $ground; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $edge; selection-background-color: $accent_soft;
    selection-color: $ink; outline: none; }
QCheckBox { spacing: 8px; background: transparent; padding: 4px; border: 1px solid transparent; border-radius: 4px; }
QCheckBox::indicator { width: 20px; height: 20px; border: 1px solid $edge; border-radius: 4px; background: $panel; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; }
QCheckBox:focus { border: 1px solid $accent_ink; }

QAbstractItemView[list="true"] { background: transparent; border: none; outline: none; }
QListWidget::item { padding: 9px 12px; border-radius: ${radius}px; color: $ink; }
QListWidget[dense="true"]::item { padding: 4px 12px; }
QListWidget::item:selected { background: $accent_soft; color: $ink; }
QTableView { background: $panel; border: 1px solid $line; border-radius: ${radius_panel}px; gridline-color: $line;
    selection-background-color: $accent_soft; selection-color: $ink; outline: none; }
QTableView:focus { border-color: $accent_ink; }
QTableView::item { padding: 0 8px; border: none; }
QHeaderView { background: transparent; }
QHeaderView::section { background: $bar; color: $ink_2; border: none; border-bottom: 1px solid $line; padding: 6px 8px;
    font-size: ${size_small}px; font-weight: bold; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 5px; min-height: 32px; min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QProgressBar { border: none; background: $line; border-radius: 4px; max-height: 8px; min-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
"""
