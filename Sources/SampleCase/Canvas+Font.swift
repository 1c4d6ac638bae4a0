import CPangoCairo

extension SampleCase {
    /// Name of the font that the drawings want and this machine lacks; nil where it is installed. Another font is drawn in its place, which may
    /// have no Chinese characters.
    public static var missingFont: String? {
        Canvas(width: 10, height: 10, title: "").missingFont
    }
}

extension Canvas {
    /// Name of the font that is wanted and not there.
    var missingFont: String? {
        let context = pango_layout_get_context(layout)
        guard let wanted = pango_font_description_get_family(font).map({ String(cString: $0) }) else { return nil }
        guard let loaded = pango_context_load_font(context, font) else { return wanted }
        defer { g_object_unref(UnsafeMutableRawPointer(loaded)) }
        guard let description = pango_font_describe(loaded) else { return wanted }
        defer { pango_font_description_free(description) }
        let found = pango_font_description_get_family(description).map { String(cString: $0) }
        return found == wanted ? nil : wanted
    }
}
