import JointReview

extension Shape.Kind {
    /// Shapes that a reviewer drew on a sheet.
    static let markup = Shape.Kind.list(.object(.markupShape), 0...MarkupShape.mostShapes)
}

extension Shape {
    /// One shape; which points, text and scale belong to a kind is the domain's to say.
    static let markupShape = Shape(
        .required("kind", .words(of: MarkupShape.Kind.self)), .required("points", .list(.object(point), 1...MarkupShape.mostPointsOfShape)),
        .optional("text", .text(0...MarkupShape.longestText)), .optional("scale", .number(above: 0)),
        .optional("unit", .words(of: MarkupShape.Unit.self)))

    private static let point = Shape(.required("x", .number(above: nil)), .required("y", .number(above: nil)))
}
