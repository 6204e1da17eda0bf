"""Pages of a phone (travel card, health code, test report) read by OCR: pictures → lines → claims."""
