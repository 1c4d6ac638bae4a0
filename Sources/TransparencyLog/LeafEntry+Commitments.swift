import Crypto

import struct Foundation.Data

extension LeafEntry {
    /// Whether a text with its salt is the one that the entry's `detail` commits to (Schemas/log/1, section 3).
    public func commits(toDetail body: String, salt: [UInt8]) -> Bool {
        guard let detail else { return false }
        return detail.bytes == Array(HMAC<SHA256>.authenticationCode(for: Data(body.utf8), using: SymmetricKey(data: salt)))
    }
}
