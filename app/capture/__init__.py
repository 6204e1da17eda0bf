"""Where things come in: cameras, video files, folders of pictures, scanner guns, card readers, thermometers."""
