/// What a request may hold, field by field: what is not listed is refused, so nobody sets a field that was not meant for him.
public struct Shape: Sendable {
    /// What one field may hold.
    public indirect enum Kind: Sendable {
        /// Text of so many Unicode scalars; never a control character other than line feed and tab, and where some are needed it says something.
        case text(ClosedRange<Int>)
        /// Text that satisfies a named form.
        case form(Form)
        /// A UUID.
        case identity
        /// An integer in a range.
        case integer(ClosedRange<Int>)
        /// A number, above a bound where one is named.
        case number(above: Double?)
        /// `true` or `false`.
        case boolean
        /// Exactly `true`: a declaration.
        case declaration
        /// One of the words.
        case word([String])
        /// An object of another shape.
        case object(Shape)
        /// An object of any form.
        case anyObject
        /// So many elements of one kind.
        case list(Kind, ClosedRange<Int>)
    }

    /// Forms of text that have a name of their own.
    public enum Form: String, Sendable {
        /// `2026-11-21`.
        case day
        /// Unified social credit code.
        case creditCode
        /// Sign-in name.
        case signInName
        /// 64 lower-case hexadecimal digits.
        case sha256
    }

    /// One field.
    public struct Field: Sendable {
        /// Its name.
        public let name: String
        /// What it may hold.
        public let kind: Kind
        /// Whether it must be there.
        public let isRequired: Bool

        /// A field that must be there.
        public static func required(_ name: String, _ kind: Kind) -> Field { Field(name: name, kind: kind, isRequired: true) }
        /// A field that may be absent or null.
        public static func optional(_ name: String, _ kind: Kind) -> Field { Field(name: name, kind: kind, isRequired: false) }
    }

    /// The fields in the order of the document.
    public let fields: [Field]

    /// A shape of these fields and no others.
    public init(_ fields: Field...) {
        self.fields = fields
    }
}

extension Shape.Kind {
    /// One of the words of an enumeration.
    static func words<Word: CaseIterable & RawRepresentable>(of type: Word.Type) -> Shape.Kind where Word.RawValue == String {
        .word(Word.allCases.map(\.rawValue))
    }
}
