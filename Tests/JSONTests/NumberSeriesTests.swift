import Cryptography
import JSON
import Testing

/// The computed part of the number series that RFC 8785's authors use, judged by one digest.
///
/// Two thousand doubles from 0x0010000000000000 on, then the little-endian doubles of a chain of SHA-256 blocks that
/// starts from 32 zero bytes, without zeros, infinities and values that are no number. The digest is of the lines
/// `bits,spelling` and was made with another implementation of the spelling.
@Suite("The series of number spellings (RFC 8785)")
struct NumberSeriesTests {
    @Test("has the known digest over 12,000 lines")
    func digest() {
        var text: [UInt8] = []
        for bits in Self.series(12_000) {
            let number = JSONNumber.canonical(Double(bitPattern: bits))
            text.append(contentsOf: "\(String(bits, radix: 16)),\(number)\n".utf8)
        }
        let digest = SHA256.digest(of: text).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(digest == "21daf9ff801d3479f75e1866aab9c9fd285151305ec7ed7b1d3c6d2991b99818")
    }

    private static func series(_ count: Int) -> [UInt64] {
        var all = (0..<2_000).map { 0x0010_0000_0000_0000 + UInt64($0) }
        var block = [UInt8](repeating: 0, count: 32)
        while all.count < count {
            block = SHA256.digest(of: block)
            for start in stride(from: 0, to: 32, by: 8) where all.count < count {
                let bits = block[start..<start + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                let value = Double(bitPattern: bits)
                if value.isFinite, value != 0 {
                    all.append(bits)
                }
            }
        }
        return all
    }
}
