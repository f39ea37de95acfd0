import HostNames
import Testing

@testable import NormalForms

private let forms = NormalForms(names: ICUHostNames())

/// Why a text has no normal form; nil if it has one.
private func fault(_ text: String, _ kind: ValueKind) -> ValueFault? {
    do throws(ValueFault) {
        _ = try forms.form(of: text, as: kind)
        return nil
    } catch {
        return error
    }
}

@Suite("Normal forms for comparing")
struct NormalFormsTests {
    @Test(
        "addresses and networks: one spelling each, host bits cleared",
        arguments: [
            ("198.51.100.7", "198.51.100.7", ValueKind.ipv4Address),
            ("198.51.100.7/32", "198.51.100.7", .ipv4Address),
            ("198.51.100.7/24", "198.51.100.0/24", .network),
            ("0.0.0.0/0", "0.0.0.0/0", .network),
            ("2001:0db8:0:0:0:0:0:1", "2001:db8::1", .ipv6Address),
            ("2001:DB8::1", "2001:db8::1", .ipv6Address),
            ("2001:db8::/32", "2001:db8::/32", .network),
            ("2001:db8::1/128", "2001:db8::1", .ipv6Address),
            ("::", "::", .ipv6Address),
            ("::/0", "::/0", .network),
            ("::1", "::1", .ipv6Address),
            // RFC 5952: one group of zeros stays (4.2.2), the longest run goes, the first of two (4.2.3), small (4.3).
            ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1", .ipv6Address),
            ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1", .ipv6Address),
            ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1", .ipv6Address),
            ("2001:db8::0:1:0:0:1", "2001:db8::1:0:0:1", .ipv6Address),
            ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0", .ipv6Address),
            ("1::", "1::", .ipv6Address),
            ("::ffff:c000:201", "::ffff:192.0.2.1", .ipv6Address),
            ("::ffff:192.0.2.1", "::ffff:192.0.2.1", .ipv6Address),
            ("64:ff9b::192.0.2.33", "64:ff9b::c000:221", .ipv6Address),
        ]
    )
    func addresses(written: String, expected: String, kind: ValueKind) throws {
        let form = try forms.form(of: written, as: .ipv4Address)
        #expect(form.text == expected)
        #expect(form.kind == kind)
        #expect(try forms.form(of: expected, as: .network).text == expected)
        #expect(forms.recognised(written) == form)
        #expect(form.range == NetworkRange(written))
    }

    @Test("host bits that are cleared are said")
    func hostBits() throws {
        #expect(try forms.form(of: "198.51.100.7/24", as: .network).notes == [.hostBitsCleared])
        #expect(try forms.form(of: "198.51.100.0/24", as: .network).notes == [])
        #expect(try forms.form(of: "2001:db8::1/32", as: .network).notes == [.hostBitsCleared])
        #expect(try forms.form(of: "198.51.100.7/32", as: .network).notes == [])
    }

    @Test(
        "what is no address has none",
        arguments: [
            ("198.51.100.007", ValueFault.zerosInFront), ("198.051.100.7", .zerosInFront),
            ("198.51.100", .other(than: .ipv4Address)), ("198.51.100.7.1", .other(than: .ipv4Address)),
            ("198.51.100.256", .other(than: .ipv4Address)), ("198.51.100.7/33", .other(than: .network)),
            ("198.51.100.7/", .other(than: .network)), ("198.51.100.7/024", .other(than: .network)),
            ("198.51.100.7/8/8", .other(than: .network)), ("", .other(than: .ipv4Address)),
            ("1.2..3", .other(than: .ipv4Address)), (":", .other(than: .ipv6Address)),
            (":::", .other(than: .ipv6Address)), ("1:2:3:4:5:6:7", .other(than: .ipv6Address)),
            ("1:2:3:4:5:6:7:8:9", .other(than: .ipv6Address)), ("1::2::3", .other(than: .ipv6Address)),
            ("1:2:3:4:5:6:7:8::", .other(than: .ipv6Address)), ("1::2:", .other(than: .ipv6Address)),
            (":1::2", .other(than: .ipv6Address)), ("12345::", .other(than: .ipv6Address)),
            ("g::", .other(than: .ipv6Address)), ("1.2.3.4::", .other(than: .ipv6Address)),
            ("fe80::1%eth0", .zone), ("::1.2.3.04", .zerosInFront),
            (String(repeating: "1", count: 50), .tooLong(.network)),
        ]
    )
    func noAddress(written: String, expected: ValueFault) { #expect(fault(written, .network) == expected) }

    @Test(
        "host names: small, without the last dot, A-labels by UTS 46, underscores allowed",
        arguments: [
            ("Bad.Example.", "bad.example", nil), ("bad.example", "bad.example", nil),
            ("straße.de", "xn--strae-oqa.de", "strasse.de"),
            ("STRASSE.de", "strasse.de", nil), ("xn--strae-oqa.de", "xn--strae-oqa.de", nil),
            ("XN--STRAE-OQA.DE", "xn--strae-oqa.de", nil),
            ("_dmarc.bad.example", "_dmarc.bad.example", nil), ("a_b.例え.テスト", "a_b.xn--r8jz45g.xn--zckzah", nil),
            ("bücher.example", "xn--bcher-kva.example", nil), ("BÜCHER.example", "xn--bcher-kva.example", nil),
            ("bu\u{308}cher.example", "xn--bcher-kva.example", nil),
            ("例え。テスト", "xn--r8jz45g.xn--zckzah", nil), ("ｂａｄ．ｅｘａｍｐｌｅ", "bad.example", nil),
            ("r3---sn-4g5e6nze.bad.example", "r3---sn-4g5e6nze.bad.example", nil), ("localhost", "localhost", nil),
            ("βόλος.example", "xn--nxasmm1c.example", "xn--nxasmq6b.example"),
            ("1.2.3.example", "1.2.3.example", nil),
            ("xn--zzzzzzzzzz99999.example", "xn--zzzzzzzzzz99999.example", nil),
        ]
    )
    func hostNames(written: String, expected: String, by2003: String?) throws {
        let form = try forms.form(of: written, as: .hostName)
        #expect(form.text == expected)
        #expect(form.notes == (by2003.map { [.otherByIDNA2003($0)] } ?? []))
        #expect(try forms.form(of: expected, as: .hostName) == form)
    }

    @Test(
        "what is no host name has none",
        arguments: [
            "", ".", "a..b", "a b.example", "a/b.example", "198.51.100.7", "198.51.100.007", "bad.0x7f",
            String(repeating: "a", count: 64) + ".example", "a\u{0}b.example", "ｂａｄ／example", "\u{200d}a.example",
        ]
    )
    func noHostName(written: String) { #expect(fault(written, .hostName) == .name) }

    @Test("host names are bounded")
    func longNames() {
        let label = String(repeating: "a", count: 63)
        #expect(
            fault([label, label, label, String(repeating: "a", count: 61)].joined(separator: "."), .hostName) == nil
        )
        #expect(fault([label, label, label, label].joined(separator: "."), .hostName) == .tooLong(.hostName))
        #expect(fault(String(repeating: "ü", count: 100_000), .hostName) == .tooLong(.hostName))
        #expect(fault(String(repeating: "ü", count: 500), .hostName) != nil)
    }

    @Test(
        "URLs are compared by RFC 3986, 6.2",
        arguments: [
            ("HTTP://Bad.Example", "http://bad.example/"), ("http://bad.example/", "http://bad.example/"),
            ("http://bad.example:80/a", "http://bad.example/a"), ("http://bad.example:/a", "http://bad.example/a"),
            ("https://bad.example:443", "https://bad.example/"),
            ("https://bad.example:80/", "https://bad.example:80/"),
            ("http://bad.example:0080/", "http://bad.example/"),
            ("http://bad.example/a/./b/../c", "http://bad.example/a/c"),
            ("http://bad.example/../..", "http://bad.example/"),
            ("http://bad.example/a/..", "http://bad.example/"), ("http://bad.example/a/.", "http://bad.example/a/"),
            ("http://bad.example/a//b", "http://bad.example/a//b"),
            ("http://bad.example/%7euser/%c3%a4%2f", "http://bad.example/~user/%C3%A4%2F"),
            ("http://bad.example/%2e%2e/x", "http://bad.example/x"),
            ("http://bad.example/ä", "http://bad.example/%C3%A4"),
            ("http://bad.example?b=2&a=1", "http://bad.example/?b=2&a=1"),
            ("http://bad.example/?b=2&a=1#Frag", "http://bad.example/?b=2&a=1#Frag"),
            ("http://bad.example#x", "http://bad.example/#x"),
            ("http://bad.example/?q=a/../b", "http://bad.example/?q=a/../b"),
            ("http://User:Pw@Bad.Example/", "http://User:Pw@bad.example/"),
            ("http://user@evil@bad.example/", "http://user@evil@bad.example/"),
            ("http://[2001:DB8:0:0::1]:8080/", "http://[2001:db8::1]:8080/"),
            ("http://198.51.100.7/", "http://198.51.100.7/"),
            ("http://straße.de/", "http://xn--strae-oqa.de/"), ("http://b%61d.example./x", "http://bad.example/x"),
            ("http://a.example/p.html;!!x", "http://a.example/p.html;!!x"),
            ("http://a.example/%", "http://a.example/%25"),
            ("http://a.example/{x}%7by%7d", "http://a.example/%7Bx%7D%7By%7D"),
            ("file:///etc/passwd", "file:///etc/passwd"),
            ("MAILTO:a@Bad.Example", "mailto:a@Bad.Example"), ("http://a.example/A%zz", "http://a.example/A%25zz"),
        ]
    )
    func urls(written: String, expected: String) throws {
        #expect(try forms.form(of: written, as: .url).text == expected)
        // A normal form is its own.
        #expect(try forms.form(of: expected, as: .url).text == expected)
    }

    @Test("the host of a URL has its own normal form, and its kind")
    func hosts() throws {
        #expect(try forms.url("http://Bad.Example./x").host == forms.form(of: "bad.example", as: .hostName))
        #expect(try forms.url("http://[::FFFF:1.2.3.4]/").host?.text == "::ffff:1.2.3.4")
        #expect(try forms.url("http://198.51.100.7:8080/").host?.kind == .ipv4Address)
        #expect(try forms.url("http://straße.de/").host?.notes == [.otherByIDNA2003("strasse.de")])
        #expect(try forms.url("mailto:a@b.example").host == nil)
    }

    @Test(
        "what is no URL has no normal form",
        arguments: [
            ("bad.example", ValueFault.other(than: .url)), ("http:", .other(than: .url)),
            ("http://", .other(than: .url)),
            ("://bad.example", .other(than: .url)), ("1http://bad.example", .other(than: .url)),
            ("http://bad.example/a b", .other(than: .url)), ("http://bad.example/\u{7}", .other(than: .url)),
            ("http://bad.example:99999/", .port), ("http://bad.example:8o/", .port), ("http://[::1]x/", .port),
            ("http://198.51.100.007/", .zerosInFront), ("http://[::1/", .other(than: .ipv6Address)),
            ("http://bad example/", .name), ("http://a<b/", .name),
            ("http://bad.example\\@good.example/", .other(than: .url)),
            ("http://a.example/" + String(repeating: "a", count: 70_000), .tooLong(.url)),
        ]
    )
    func noURL(written: String, expected: ValueFault?) { #expect(fault(written, .url) == expected) }

    @Test(
        "identifiers have one spelling",
        arguments: [
            ("00-1A-2b-3C-4d-5E", "00:1a:2b:3c:4d:5e", ValueKind.macAddress),
            ("001a.2b3c.4d5e", "00:1a:2b:3c:4d:5e", .macAddress),
            ("00:1A:2B:3C:4D:5E", "00:1a:2b:3c:4d:5e", .macAddress),
            ("001A2B3C4D5E", "00:1a:2b:3c:4d:5e", .macAddress),
            ("D41D8CD98F00B204E9800998ECF8427E", "d41d8cd98f00b204e9800998ecf8427e", .md5),
            (String(repeating: "A", count: 40), String(repeating: "a", count: 40), .sha1),
            (String(repeating: "0", count: 56), String(repeating: "0", count: 56), .sha224),
            (String(repeating: "fF", count: 32), String(repeating: "f", count: 64), .sha256),
            (String(repeating: "1", count: 96), String(repeating: "1", count: 96), .sha384),
            (String(repeating: "E", count: 128), String(repeating: "e", count: 128), .sha512),
            (String(repeating: "a", count: 70), "T1" + String(repeating: "A", count: 70), .tlsh),
            ("t1" + String(repeating: "A", count: 70), "T1" + String(repeating: "A", count: 70), .tlsh),
            ("cve-2021-44228", "CVE-2021-44228", .cve), ("AS64496", "AS64496", .autonomousSystem),
            ("64496", "AS64496", .autonomousSystem), ("as1.10", "AS65546", .autonomousSystem),
            ("ASN 4294967295", "AS4294967295", .autonomousSystem),
            ("HKLM\\Software\\Run\\", "hkey_local_machine\\software\\run", .registryKey),
            ("HKEY_LOCAL_MACHINE\\\\SOFTWARE\\\\Run", "hkey_local_machine\\software\\run", .registryKey),
            ("HKCU:\\Software", "hkey_current_user\\software", .registryKey),
            ("\\REGISTRY\\MACHINE\\Software", "hkey_local_machine\\software", .registryKey),
            ("Computer\\HKU\\S-1-5-18", "hkey_users\\s-1-5-18", .registryKey),
            ("Invoice.EXE", "Invoice.EXE", .fileName), ("請求書.exe", "請求書.exe", .fileName),
            ("Some.One+x@Straße.DE", "Some.One+x@xn--strae-oqa.de", .emailAddress),
            ("\"a@b\"@Bad.Example.", "\"a@b\"@bad.example", .emailAddress),
        ]
    )
    func identifiers(written: String, expected: String, kind: ValueKind) throws {
        let form = try forms.form(of: written, as: kind)
        #expect(form.text == expected)
        #expect(form.kind == kind)
        #expect(try forms.form(of: expected, as: kind) == form)
    }

    @Test(
        "what is written otherwise has no normal form",
        arguments: [
            ("00:1A-2b:3C:4d:5E", ValueKind.macAddress), ("00:1A:2B:3C:4D", .macAddress),
            ("00_1A_2B_3C_4D_5E", .macAddress),
            ("001a:2b3c:4d5e", .macAddress), ("g01A2B3C4D5E", .macAddress), ("abc", .md5),
            (String(repeating: "a", count: 40), .md5), (String(repeating: "g", count: 32), .md5),
            ("T2" + String(repeating: "A", count: 70), .tlsh), ("CVE-2021-1", .cve), ("CVE_2021_44228", .cve),
            ("AS", .autonomousSystem), ("AS4294967296", .autonomousSystem), ("AS1.65536", .autonomousSystem),
            ("AS007", .autonomousSystem), ("AS1.2.3", .autonomousSystem), ("99999999999", .autonomousSystem),
            ("C:\\Windows", .registryKey), ("", .registryKey), ("\\REGISTRY\\X", .registryKey), ("", .fileName),
            ("bad.example", .emailAddress), ("@bad.example", .emailAddress), ("a b@bad.example", .emailAddress),
        ]
    )
    func noIdentifier(written: String, kind: ValueKind) { #expect(fault(written, kind) == .other(than: kind)) }

    @Test(
        "a spelling says what it is",
        arguments: [
            ("https://bad.example", ValueKind.url), ("a@bad.example", .emailAddress), ("HKLM\\x", .registryKey),
            ("bad.example", .hostName), ("AS64496", .autonomousSystem), ("cve-2021-44228", .cve),
            ("::1", .ipv6Address),
            ("00:1a:2b:3c:4d:5e", .macAddress), ("d41d8cd98f00b204e9800998ecf8427e", .md5), ("10.0.0.0/8", .network),
        ]
    )
    func kinds(written: String, kind: ValueKind) { #expect(forms.recognised(written)?.kind == kind) }

    @Test(
        "words, bare numbers and what is wrong are nothing",
        arguments: ["localhost", "64496", "", "198.51.100.007", "a b"]
    )
    func nothing(written: String) { #expect(forms.recognised(written) == nil) }

    @Test("faults are told in words")
    func words() {
        #expect(
            "\(ValueFault.zerosInFront)"
                == "a number of an IPv4 address has zeros in front, which is read in two ways"
        )
        #expect("\(ValueFault.other(than: .cve))" == "no CVE number")
        #expect("\(ValueFault.tooLong(.url))" == "too long for a URL")
    }
}
