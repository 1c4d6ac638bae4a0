/// A colour of the plot; drawings are black, with a few colours that carry meaning.
struct Ink: Hashable, Sendable {
    let red: Double
    let green: Double
    let blue: Double

    init(_ red: Double, _ green: Double, _ blue: Double) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    static let black = Ink(0, 0, 0)
    static let gray = Ink(0.55, 0.55, 0.55)
    static let pale = Ink(0.86, 0.86, 0.86)
    static let white = Ink(1, 1, 1)
    static let red = Ink(0.82, 0, 0)
    static let blue = Ink(0, 0.25, 0.7)
    static let green = Ink(0.1, 0.5, 0.2)
    static let lawn = Ink(0.89, 0.95, 0.87)
    static let road = Ink(0.95, 0.95, 0.95)
    static let magenta = Ink(0.7, 0, 0.55)
    static let brown = Ink(0.5, 0.32, 0.1)
}

/// Line weight, colour and dash in millimetres on paper, independent of the scale.
struct Pen: Hashable, Sendable {
    var width: Double
    var ink: Ink
    var dash: [Double]

    init(_ width: Double, _ ink: Ink = .black, dash: [Double] = []) {
        self.width = width
        self.ink = ink
        self.dash = dash
    }

    static let hair = Pen(0.1)
    static let thin = Pen(0.18)
    static let medium = Pen(0.35)
    static let wide = Pen(0.6)
    static let bold = Pen(1.0)
    static let axis = Pen(0.13, .red, dash: [9, 1.5, 1.2, 1.5])
    static let hidden = Pen(0.25, .black, dash: [3, 1.2])
    static let furniture = Pen(0.12, .gray)

    func colored(_ ink: Ink) -> Pen { Pen(width, ink, dash: dash) }
    func dashed(_ dash: [Double]) -> Pen { Pen(width, ink, dash: dash) }
}
