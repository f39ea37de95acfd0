import NormalForms
import Testing
import Webhooks

@Suite("HookAddress and HookNetworks")
struct HookAddressTests {
    @Test("an address has a host that is read in one way")
    func reads() throws {
        let plain = try HookAddress("https://SOC.example:8443/hooks/a?token=b%20c")
        #expect(plain.host == "soc.example" && plain.origin == "https://soc.example:8443" && plain.literal == nil)
        #expect(try HookAddress("https://192.0.2.1/x").literal == NetworkRange("192.0.2.1"))
        #expect(try HookAddress("https://[2001:db8::1]:99/").literal == NetworkRange("2001:db8::1"))
        for text in [
            "ftp://a.example/", "https://", "https://a@b.example/", "https://127.1/", "https://0x7f.0.0.1/",
            "https://0x7f000001/", "https://2130706433/", "https://127.0.0.01/", "https://[::1",
            "https://[127.0.0.1]/",
            "https://a.example/#x", "https://a.example/ x", "https://a.example\\@b/", "https://a.example:0/",
            "https://a.example./", "https://a..example/", "https://[fe80::1%25eth0]/",
        ] {
            #expect(throws: HookAddress.Failure.self, "\(text)") { try HookAddress(text) }
        }
    }

    private static let special = [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.255", "169.254.169.254", "172.16.0.1",
        "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255",
        "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1",
        "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1", "fc00::1", "fd12::1",
        "fe80::1", "fec0::1", "ff02::1", "2001::1", "2001:db8::1", "2002:a00:1::1", "3fff::1",
    ]

    @Test("without a list only what all can reach is reached", arguments: special)
    func refuses(_ text: String) throws {
        let address = try #require(NetworkRange(text))
        #expect(!(try HookNetworks([]).allow(address)))
    }

    @Test(
        "what all can reach is reached without a list",
        arguments: [
            "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.1",
            "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "223.255.255.255", "::ffff:8.8.8.8",
            "2001:200::1", "2001:db7::1", "2003::1", "2a00::1",
        ]
    )
    func allows(_ text: String) throws {
        #expect(try HookNetworks([]).allow(#require(NetworkRange(text))))
    }

    @Test("with a list, what is listed is reached and nothing else")
    func listed() throws {
        let networks = try HookNetworks(["10.1.0.0/16", "fd00::/8", "::ffff:127.0.0.1"])
        for (text, isAllowed) in [
            ("10.1.2.3", true), ("10.2.0.1", false), ("::ffff:10.1.0.1", true), ("fd12::1", true), ("8.8.8.8", false),
            ("127.0.0.1", true), ("127.0.0.2", false), ("2a00::1", false),
        ] {
            #expect(networks.allow(try #require(NetworkRange(text))) == isAllowed, "\(text)")
        }
        let all = try HookNetworks(["0.0.0.0/0", "::/0"])
        for text in ["0.0.0.0", "224.0.0.1", "255.255.255.255", "::", "ff02::1"] {
            #expect(!all.allow(try #require(NetworkRange(text))), "\(text)")
        }
        #expect(try HookNetworks(["127.0.0.0/8"]).areOwn && HookNetworks(["::1", "127.0.0.1"]).areOwn)
        #expect(try !HookNetworks([]).areOwn && !HookNetworks(["127.0.0.0/8", "10.0.0.0/8"]).areOwn)
        #expect(throws: HookAddress.Failure.self) { try HookNetworks(["localhost"]) }
        #expect(throws: HookAddress.Failure.self) { try HookNetworks(["10.0.0.0/33"]) }
    }
}
