internal import Configuration
internal import Cryptography
package import Installation
package import People
internal import Store
package import Transport

/// Where a request comes from, as far as tries to sign in are counted by it.
extension APIService {
    private static let marksCookie = "entente_browser"
    private static let markDays = 180

    /// The address and the marks of a request.
    ///
    /// Behind a proxy the address is what the proxy put last into `X-Forwarded-For` (RFC 7239, 7.4); what stands before it
    /// anybody may have written.
    package func source(_ request: HTTPRequest) -> SignInSource {
        var address = request.address
        if node.configuration.consoleAddress != nil, SignInSource.isLoopback(address),
            let last = request.field("x-forwarded-for")?.split(separator: ",").last
        {
            let text = last.filter { !$0.isWhitespace }
            let isAddress = text.utf8.count <= 45 && text.allSatisfy { $0.isHexDigit || $0 == "." || $0 == ":" }
            if isAddress, !text.isEmpty { address = text }
        }
        return SignInSource(address: SignInSource.network(of: address), marks: Self.marks(request))
    }

    private static func marks(_ request: HTTPRequest) -> [BrowserMark] {
        let texts = (APICall.cookie(marksCookie, request) ?? "").split(separator: ".").prefix(BrowserMark.most)
        return texts.compactMap { BrowserMark($0) }
    }

    /// The cookie by which a browser in which somebody has signed in is known again.
    package func browserCookie(_ person: SignedIn, _ request: HTTPRequest) -> String {
        let (name, seed) = (person.account.name, node.signingKey.seed)
        let others = Self.marks(request).filter { !$0.isOf(name, seed: seed) }.prefix(BrowserMark.most - 1)
        let marks = [BrowserMark(of: name, seed: seed)] + others
        let value = marks.map(\.text).joined(separator: ".")
        let seconds = Self.markDays * 86_400
        return "\(Self.marksCookie)=\(value); Path=/; HttpOnly; SameSite=Strict; Max-Age=\(seconds)\(secure)"
    }
}
