package dev.stagedoor.console;

import com.microsoft.playwright.options.ColorScheme;
import java.util.Locale;

/** In what light and at what width somebody looks at the console. */
enum Look {
    LIGHT(1280, 800, ColorScheme.LIGHT),
    DARK(1280, 800, ColorScheme.DARK),
    /** As on a phone. */
    NARROW(390, 844, ColorScheme.LIGHT);

    private final int width;
    private final int height;
    private final ColorScheme colours;

    Look(int width, int height, ColorScheme colours) {
        this.width = width;
        this.height = height;
        this.colours = colours;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    ColorScheme colours() {
        return colours;
    }

    String suffix() {
        return name().toLowerCase(Locale.ROOT);
    }
}
