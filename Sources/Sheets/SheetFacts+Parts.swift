extension SheetFacts {
    /// The header values of a DWG or DXF file, as written there.
    public struct Drawing: Hashable, Sendable, Codable {
        /// `$INSUNITS` of a DXF: 4 is millimetres, 6 metres, 0 none.
        public var units: Int?
        /// Code page of text: `$DWGCODEPAGE` of a DXF, e.g. `ANSI_936` (GBK); the number in a DWG by its name where that is known.
        public var codePage: String?
        /// `$EXTMIN` of a DXF in drawing units: x, y.
        public var minimum: [Double]?
        /// `$EXTMAX` of a DXF in drawing units: x, y.
        public var maximum: [Double]?
        /// The picture that a DWG carries of itself.
        public var preview: Preview?
    }

    /// A picture inside a DWG: where its bytes lie in the file.
    public struct Preview: Hashable, Sendable, Codable {
        /// `png`, `bmp` or `wmf`. A `bmp` lacks the 14 bytes of a file header.
        public var format: String
        /// First byte in the file.
        public var offset: Int
        /// Bytes.
        public var size: Int
        /// Pixels across; nil for a format that has none.
        public var width: Int?
        /// Pixels down; nil for a format that has none.
        public var height: Int?
    }

    /// The header of a picture file.
    public struct Image: Hashable, Sendable, Codable {
        /// Pixels across, of the first picture.
        public var width: Int
        /// Pixels down.
        public var height: Int
        /// Bits of a pixel, all channels together.
        public var depth: Int
        /// Pictures in the file: pages of a TIFF, else 1.
        public var pictures: Int
    }

    /// A font that pages of a PDF use.
    public struct Font: Hashable, Sendable, Codable {
        /// Name without the tag of a subset.
        public var name: String
        /// `Type1`, `TrueType`, `Type3`, `CIDFontType0`, `CIDFontType2`, …
        public var type: String
        /// Whether its shapes are in the file. One that is not is drawn with whatever the reader's machine has.
        public var embedded: Bool
    }

    /// A layer (optional content group) that pages of a PDF use.
    public struct Layer: Hashable, Sendable, Codable {
        /// Its name.
        public var name: String
        /// Whether a viewer shows it when it opens the file.
        public var visible: Bool
    }
}
