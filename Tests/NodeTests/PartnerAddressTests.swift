import Configuration
import Exchange
internal import Installation
import JSON
import TestKit
import Testing

/// What a signed invitation may say (fault D9): its address is a host, a port and a path.
@Suite("Addresses in invitations")
struct PartnerAddressTests {
    static let bad = [
        "http://192.0.2.1", "https://", "https://u:p@host/x?y#z", "https://host?y", "https://host#z",
        "https://host:0",
        "https://host:65536", "https://host:", "https://host:1:2", "https://a b", "https://a/..", "https://a//b",
        "https://a/%2e%2e", "https://[::1", "https://[zz]", "https://[1]", "https://é.example", "https://a..b",
        "https://-a",
        "https://a\nb", "https://" + String(repeating: "a", count: 300),
    ]

    @Test("signed or not, another address is refused", arguments: bad)
    func refused(address: String) throws {
        let folder = TemporaryFolder()
        let eu = try NodesTests.Running("eu", folder)
        var invitation = try eu.node.invite("japan", address: "https://192.0.2.1:9443")
        invitation.address = address
        let file = invitation.file(signedBy: eu.node.signingKey)
        #expect(throws: Invitation.Failure.self) { try Invitation(file: file) }
        #expect(throws: NodeError.self) { try eu.node.invite("japan", address: address) }
    }

    @Test(
        "plain addresses pass",
        arguments: [
            "https://host", "https://host:65535", "https://host.example/", "https://host/a/b-c_d.e~f",
            "https://[2001:db8::1]:1",
        ]
    )
    func taken(address: String) throws {
        let folder = TemporaryFolder()
        let eu = try NodesTests.Running("eu", folder)
        let invitation = try eu.node.invite("japan", address: address)
        #expect(try Invitation(file: invitation.file(signedBy: eu.node.signingKey)).address == invitation.address)
    }
}
