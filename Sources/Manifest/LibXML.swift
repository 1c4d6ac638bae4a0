import CLibXML2

/// What must be set once in the process before libxml2 sees a hostile byte.
enum LibXML {
    /// No document may make us open a file or a connection: every external entity, DTD and schema import answers "not there".
    ///
    /// Process-wide on purpose: whoever else parses XML here must not fetch anything either.
    static let isReady: Bool = {
        xmlInitParser()
        xmlSetExternalEntityLoader { _, _, _ in nil }
        return true
    }()
}

/// One complaint of libxml2, copied out of its error struct.
struct XMLComplaint: Sendable, Hashable {
    /// libxml2's number of the error.
    let code: Int32
    /// 1-based; 0 where libxml2 knows none.
    let line: Int
    /// libxml2's English sentence.
    let message: String
}

/// Takes in complaints through the C callback's untyped pointer.
final class ComplaintBox {
    /// Ten thousand broken lines need not make ten thousand sentences.
    static let limit = 200
    private(set) var complaints: [XMLComplaint] = []
    private(set) var unlisted = 0

    func add(_ complaint: XMLComplaint) {
        if complaints.count < Self.limit { complaints.append(complaint) } else { unlisted += 1 }
    }

    /// The pointer to give to libxml2; the box must outlive the call that uses it.
    var pointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    static func from(_ pointer: UnsafeMutableRawPointer?) -> ComplaintBox? {
        pointer.map { Unmanaged<ComplaintBox>.fromOpaque($0).takeUnretainedValue() }
    }
}
