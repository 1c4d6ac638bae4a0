import CPangoCairo
import Foundation

/// Where a text sits relative to its point.
enum Align: Sendable {
    case left, center, right
}

extension Canvas {
    /// All lettering is set in one size and scaled by the canvas: Pango makes a font of its own for each size, and Cairo would embed
    /// every one of them (1 MB a sheet instead of 150 kB).
    private static let setting = 20.0

    /// Drawing lettering is narrow: Chinese construction drawings use a width factor around 0.75.
    static let narrow = 0.78

    /// One line of text; `height` is the height of a Chinese character in millimetres, the point its baseline or, with `middle`, its middle.
    func text(
        _ string: String, at point: Point, _ height: Double, _ align: Align = .left, middle: Bool = false, bold: Bool = false, angle: Double = 0,
        ink: Ink = .black, factor: Double = narrow
    ) {
        prepare(string, bold: bold, width: nil)
        let size = extent()
        let scale = Canvas.em(height) / Canvas.setting
        cairo_save(cr)
        cairo_translate(cr, point.x, point.y)
        if angle != 0 { cairo_rotate(cr, angle * .pi / 180) }
        cairo_scale(cr, factor * scale, -scale)
        let baseline = Double(pango_layout_get_baseline(layout)) / Double(PANGO_SCALE)
        let shift =
            switch align {
            case .left: 0.0
            case .center: -size.width / 2
            case .right: -size.width
            }
        cairo_move_to(cr, shift, middle ? Canvas.setting * 0.37 - baseline : -baseline)
        cairo_set_source_rgb(cr, ink.red, ink.green, ink.blue)
        pango_cairo_show_layout(cr, layout)
        cairo_restore(cr)
    }

    /// Width of one line of text in millimetres.
    func width(of string: String, _ height: Double, bold: Bool = false, factor: Double = narrow) -> Double {
        prepare(string, bold: bold, width: nil)
        return extent().width * factor * Canvas.em(height) / Canvas.setting
    }

    /// Text wrapped to a width from a top left corner; returns its height in millimetres.
    @discardableResult
    func paragraph(
        _ string: String, topLeft: Point, width: Double, _ height: Double, spacing: Double = 0.45, bold: Bool = false, ink: Ink = .black,
        factor: Double = narrow
    ) -> Double {
        let scale = Canvas.em(height) / Canvas.setting
        prepare(string, bold: bold, width: width / factor / scale)
        pango_layout_set_line_spacing(layout, Float(1 + spacing) * 0.72)
        let used = extent().height * scale
        cairo_save(cr)
        cairo_translate(cr, topLeft.x, topLeft.y)
        cairo_scale(cr, factor * scale, -scale)
        cairo_move_to(cr, 0, 0)
        cairo_set_source_rgb(cr, ink.red, ink.green, ink.blue)
        pango_cairo_show_layout(cr, layout)
        cairo_restore(cr)
        pango_layout_set_line_spacing(layout, 0)
        return used
    }

    private static func em(_ height: Double) -> Double { height * 1.08 }

    private func prepare(_ string: String, bold: Bool, width: Double?) {
        pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_font_description_set_absolute_size(font, Canvas.setting * Double(PANGO_SCALE))
        pango_layout_set_font_description(layout, font)
        pango_layout_set_width(layout, width.map { Int32($0 * Double(PANGO_SCALE)) } ?? -1)
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        pango_layout_set_text(layout, string, -1)
        setLatinApart(string)
        pango_cairo_update_layout(cr, layout)
    }

    /// Gives ASCII to the same design in another face of the collection.
    ///
    /// Cairo 1.16 gives up subsetting the subroutines of a CFF font when certain letters (KL, FI, …) meet Han characters in one subset, and
    /// embeds 900 kB of them in every sheet; in a subset of their own the letters cost 20 kB.
    private func setLatinApart(_ string: String) {
        let list = pango_attr_list_new()
        var start: UInt32?
        var index: UInt32 = 0
        for byte in Array(string.utf8) + [0x80] {
            let latin = (0x21...0x7e).contains(byte) || (byte == 0x20 && start != nil)
            if latin && start == nil { start = index }
            if !latin, let first = start {
                let attribute = pango_attr_family_new("Noto Sans CJK TC")
                attribute?.pointee.start_index = first
                attribute?.pointee.end_index = index
                pango_attr_list_insert(list, attribute)
                start = nil
            }
            index += 1
        }
        pango_layout_set_attributes(layout, list)
        pango_attr_list_unref(list)
    }

    private func extent() -> (width: Double, height: Double) {
        var width: Int32 = 0
        var height: Int32 = 0
        pango_layout_get_size(layout, &width, &height)
        return (Double(width) / Double(PANGO_SCALE), Double(height) / Double(PANGO_SCALE))
    }
}

/// Sine and cosine that are exact at quarter turns, so that upright lines stay upright in the file.
func sincosDegrees(_ degrees: Double, _ sine: inout Double, _ cosine: inout Double) {
    switch degrees.truncatingRemainder(dividingBy: 360) {
    case 0: (sine, cosine) = (0, 1)
    case 90, -270: (sine, cosine) = (1, 0)
    case 180, -180: (sine, cosine) = (0, -1)
    case 270, -90: (sine, cosine) = (-1, 0)
    default: (sine, cosine) = (sin(degrees * .pi / 180), cos(degrees * .pi / 180))
    }
}
