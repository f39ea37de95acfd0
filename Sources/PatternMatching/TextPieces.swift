/// The pieces of a text by which it is looked up.
enum TextPieces {
    /// How long they may be.
    static let sizes = [4, 6, 8, 12, 16]
    /// Chosen anew by each process, so that nobody can write pieces that are looked for in one place.
    private static let base = UInt64.random(in: .min ... .max) | 1

    /// Goes through all pieces of one length, each as a number that depends on its bytes.
    @inline(__always)
    static func each(of text: Span<UInt8>, _ size: Int, _ body: (UInt64) -> Void) {
        guard text.count >= size else { return }
        let base = base
        var (piece, power) = (UInt64(0), UInt64(1))
        for place in 0..<size {
            piece = piece &* base &+ UInt64(text[place])
            power = power &* base
        }
        body(piece)
        for place in size..<max(size, text.count) {
            piece = piece &* base &+ UInt64(text[place]) &- UInt64(text[place - size]) &* power
            body(piece)
        }
    }
}
