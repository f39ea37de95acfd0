internal import Cryptography
internal import Installation
internal import People
internal import TAXII

/// Places of lists as clients see them.
///
/// Members are numbered as they are listed, and what is withdrawn before anybody fetched it leaves a gap: a plain number would tell a
/// partner how much was taken back that it never saw. So the number in a `next` is sealed.
extension TAXIIService {
    private func places(_ list: String) -> SealedPlace {
        SealedPlace("taxii \(list)", for: "", seed: node.signingKey.seed)
    }

    /// A value of `next` with its place sealed.
    package func sealed(_ next: String, list: String) -> String {
        guard let end = next.firstIndex(of: "-"), let place = Int64(next[..<end], radix: 16) else { return next }
        return places(list).hex(place) + next[end...]
    }

    /// A value of `next` as it was made; one that is not sealed, as earlier releases gave them, as it is.
    ///
    /// One that was sealed for another list opens nowhere here, and is passed over as such a value is (`TAXIICursor`).
    package func opened(_ next: String, list: String) -> String {
        guard let end = next.firstIndex(of: "-"), next[..<end].count == SealedPlace.digits,
            next[..<end].allSatisfy(\.isHexDigit)
        else { return next }
        guard let place = places(list).place(hex: String(next[..<end])) else { return "0-0" }
        return String(place, radix: 16) + next[end...]
    }
}
