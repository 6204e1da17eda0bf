"""A QR symbol as a grid of modules: found in a picture, sampled softly, its codewords corrected (ISO/IEC 18004)."""
