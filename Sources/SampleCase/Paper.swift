/// A paper size of GB/T 50001 in millimetres; drawings lie landscape, A4 stands.
enum Paper: String, Sendable {
    case a0 = "A0"
    case a1 = "A1"
    case a2 = "A2"
    case a3 = "A3"
    case a4 = "A4"

    /// Width in millimetres.
    var width: Double {
        switch self {
        case .a0: 1189
        case .a1: 841
        case .a2: 594
        case .a3: 420
        case .a4: 210
        }
    }

    /// Height in millimetres.
    var height: Double {
        switch self {
        case .a0: 841
        case .a1: 594
        case .a2: 420
        case .a3: 297
        case .a4: 297
        }
    }

    /// Distance of the drawing frame from the trimmed edge (c), in millimetres.
    var margin: Double {
        switch self {
        case .a0, .a1, .a2: 10
        case .a3, .a4: 5
        }
    }

    /// Binding margin at the left (a), in millimetres.
    static let binding: Double = 25

    /// The drawing frame (图框).
    var frame: Rect { Rect(Self.binding, margin, width - Self.binding - margin, height - 2 * margin) }

    /// Width of the title block strip at the right edge of the frame, in millimetres.
    var strip: Double {
        switch self {
        case .a0, .a1: 80
        case .a2: 70
        case .a3: 60
        case .a4: 0
        }
    }

    /// What is left of the frame for drawing.
    var field: Rect { Rect(frame.x, frame.y, frame.width - strip, frame.height) }
}

/// Points of PDF in a millimetre.
let pointsPerMillimetre = 72 / 25.4
