import CPangoCairo

/// One PDF in the making: pages in millimetres with y upwards, vector lines and real text.
///
/// Bytes depend on what is drawn alone: creation date and producer-side randomness are fixed, so
/// the same drawing on the same machine is the same file.
final class Canvas {
    let cr: OpaquePointer
    let layout: OpaquePointer
    let font: OpaquePointer
    private let surface: OpaquePointer
    private let bytes: ByteBox
    /// What the drawing marked by name, in PDF points with its page: how comments find their features.
    private(set) var marks: [String: (page: Int, rect: Rect)] = [:]
    private(set) var page = 1

    init(width: Double, height: Double, title: String) {
        bytes = ByteBox()
        surface = cairo_pdf_surface_create_for_stream(
            appendToBox, Unmanaged.passUnretained(bytes).toOpaque(), width * pointsPerMillimetre, height * pointsPerMillimetre)
        cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, "样例·非真实工程")
        // Cairo writes the clock otherwise, and no two plots would be equal.
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2026-09-01T09:00:00+08:00")
        cr = cairo_create(surface)
        layout = pango_cairo_create_layout(cr)
        let context = pango_layout_get_context(layout)
        pango_context_set_language(context, pango_language_from_string("zh-CN"))
        pango_context_set_round_glyph_positions(context, 0)
        font = pango_font_description_from_string("Noto Sans CJK SC")
        transformToMillimetres(height)
    }

    deinit {
        pango_font_description_free(font)
        g_object_unref(UnsafeMutableRawPointer(layout))
        cairo_destroy(cr)
        cairo_surface_destroy(surface)
    }

    /// Ends the page and starts another of the given size in millimetres.
    func nextPage(width: Double, height: Double) {
        cairo_show_page(cr)
        cairo_pdf_surface_set_size(surface, width * pointsPerMillimetre, height * pointsPerMillimetre)
        page += 1
        transformToMillimetres(height)
    }

    /// Ends the document and gives its bytes; nothing can be drawn afterwards.
    func finish() -> [UInt8] {
        cairo_show_page(cr)
        cairo_surface_finish(surface)
        return bytes.bytes
    }

    /// Remembers a place on the paper (millimetres) under a name.
    func mark(_ name: String, _ rect: Rect) {
        let k = pointsPerMillimetre
        marks[name] = (page, Rect(rect.x * k, rect.y * k, rect.width * k, rect.height * k))
    }

    private func transformToMillimetres(_ height: Double) {
        cairo_identity_matrix(cr)
        cairo_translate(cr, 0, height * pointsPerMillimetre)
        cairo_scale(cr, pointsPerMillimetre, -pointsPerMillimetre)
        cairo_set_line_cap(cr, CAIRO_LINE_CAP_BUTT)
        cairo_set_line_join(cr, CAIRO_LINE_JOIN_MITER)
    }
}

private final class ByteBox {
    var bytes: [UInt8] = []
}

private func appendToBox(_ closure: UnsafeMutableRawPointer?, _ data: UnsafePointer<UInt8>?, _ length: UInt32) -> cairo_status_t {
    guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
    let box = Unmanaged<ByteBox>.fromOpaque(closure).takeUnretainedValue()
    box.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
    return CAIRO_STATUS_SUCCESS
}
