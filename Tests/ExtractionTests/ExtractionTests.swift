import HostNames
import NormalForms
import Testing

@testable import Extraction

private let values = TextValues(NormalForms(names: ICUHostNames()))

/// The values of a text, each as `kind value`.
private func found(_ text: String) -> [String] {
    var all: [String] = []
    values.find(in: Array(text.utf8)) { all.append("\($0.form.kind.rawValue) \($0.form.text)") }
    return all
}

private func fanged(_ text: String) -> String {
    String(decoding: TextValues.fanged(Array(text.utf8)), as: UTF8.self)
}

private func defanged(_ text: String) -> String {
    String(decoding: values.defanged(Array(text.utf8)), as: UTF8.self)
}

@Suite("Values in texts")
struct ExtractionTests {
    @Test(
        "defanged values can be followed again",
        arguments: [
            ("hxxp://evil[.]example[:]8080/a(b).html", "http://evil.example:8080/a(b).html"),
            ("hXXps://evil[.]example", "https://evil.example"), ("HXXP://EVIL[.]EXAMPLE", "HTTP://EVIL.EXAMPLE"),
            ("h**p://evil.example", "http://evil.example"), ("htxp://evil.example", "http://evil.example"),
            ("fxp://evil[.]example/x", "ftp://evil.example/x"),
            ("hxxps[:]//a[.]b[.]example/x", "https://a.b.example/x"),
            ("hxxp[://]evil.example", "http://evil.example"), ("http[:]//evil.example", "http://evil.example"),
            ("hxxp[:][/][/]evil[.]example", "http://evil.example"), ("ssh[://]evil.example", "ssh://evil.example"),
            ("evil(dot)example", "evil.example"), ("evil{.}example", "evil.example"),
            ("evil<.>example", "evil.example"),
            ("evil[dot]example", "evil.example"), ("evil [.] example", "evil.example"),
            ("a [.] b [.] example", "a.b.example"),
            ("evil [DOT] example", "evil.example"),
            ("evil(.)example", "evil.example"), ("evil[,]example", "evil.example"),
            ("evil[ . ]example", "evil.example"),
            ("foo[at]bar[.]example", "foo@bar.example"), ("foo(@)bar[.]example", "foo@bar.example"),
            ("foo [at] bar [dot] example", "foo@bar.example"), ("foo{at}bar.example", "foo@bar.example"),
            ("198[.]51[.]100[.]7", "198.51.100.7"), ("198[.]51[.]100[.]0/24", "198.51.100.0/24"),
            ("1.1.1[.]1", "1.1.1.1"),
            ("2001[:]db8[:][:]1", "2001:db8::1"), ("2001[:]db8[::]1", "2001:db8::1"),
            ("2001[:]db8[::]/32", "2001:db8::/32"),
            ("evil［．］example", "evil.example"), ("evil．example", "evil.example"), ("evil。com", "evil.com"),
            ("198．51．100．7", "198.51.100.7"), ("evil【.】example", "evil.example"),
            ("evil［ドット］example", "evil.example"),
            ("foo［アット］bar．example", "foo@bar.example"), ("不正なhxxp://evil[.]exampleに接続", "不正なhttp://evil.exampleに接続"),
            ("例え[.]テスト", "例え.テスト"), ("bücher[.]example", "bücher.example"),
            ("evil[-]name[.]example", "evil-name.example"),
        ]
    )
    func fang(written: String, expected: String) {
        #expect(fanged(written) == expected)
        #expect(fanged(expected) == expected)
    }

    @Test(
        "what isn't defanged stays",
        arguments: [
            "2001:db8::/32", "::/32", "1,200,300", "a.b", "a@b", "::1", "[::]:8080", "http://[2001:db8::1]:80/",
            "see section [1.2] and (3.4)", "the mark [.] stands for a dot", "(at) [at] [:] (dot)", "hxxp is a scheme",
            "an example). [B] and [.]", "a = b[:] + c[::2]", "look (at) this", "look [at] this", "so [dot] that",
            "meow://a.example", "www,evil,example",
            "C:\\dir\\.git", "evil dot example", "1。2", "Windows。Linux", "第1．2節", "これは。テスト", "x[.] ", "[.]x",
            "a[[.]]b", "a[.][.]b", "<at> <a@b> <dot>", "int[,] x", "file{,}x", "hxxp:", "hxxp:/x", "http://", "*.b",
            "array(:,:)", "foo::bar", "std::vector", "", "\u{FEFF}x", "請求書（控え）.xlsx", "[a](http://x.example/y)",
            "a(:)",
            "http//evil.example", "evil . example", "10:30:00", "é[.]", "」[.]「", "b**old**", "h**p", "hxxp.example",
        ]
    )
    func nothingToFang(written: String) { #expect(fanged(written) == written) }

    @Test(
        "values are defanged, and come back",
        arguments: [
            ("http://evil.example:8080/a.html?x=b.example", "hxxp://evil[.]example:8080/a.html?x=b.example"),
            ("see HTTPS://Evil.Example/x.", "see HXXPS://Evil[.]Example/x."),
            ("ftp://evil.example", "fxp://evil[.]example"),
            ("ssh://evil.example", "ssh[://]evil[.]example"), ("a@b.example", "a[at]b[.]example"),
            ("198.51.100.7, 198.51.100.0/24", "198[.]51[.]100[.]7, 198[.]51[.]100[.]0/24"),
            ("2001:db8::1", "2001[:]db8[::]1"), ("2001:db8::/32", "2001[:]db8[::]/32"), ("::1", "::1"),
            ("::ffff:198.51.100.7", "::ffff[:]198[.]51[.]100[.]7"), ("2001:db8::", "2001[:]db8::"),
            ("http://[2001:db8::1]/", "hxxp://[2001:db8::1]/"), ("evil.exe and a.b", "evil.exe and a.b"),
            ("不正なhttp://evil.exampleに接続", "不正なhxxp://evil[.]exampleに接続"), ("bücher.de", "bücher[.]de"),
            ("http://user@evil.example/", "hxxp://user@evil[.]example/"), ("10:30:00 v1.2", "10:30:00 v1.2"),
        ]
    )
    func defang(written: String, expected: String) {
        #expect(defanged(written) == expected)
        #expect(defanged(expected) == expected)
        #expect(fanged(expected) == written)
    }

    @Test("what is half defanged is defanged", arguments: [("hxxp://a.b[.]example", "hxxp://a[.]b[.]example")])
    func halfDefanged(written: String, expected: String) { #expect(defanged(written) == expected) }

    @Test(
        "values are found with their kinds",
        arguments: [
            (
                "Bad.Example, https://bad.com/a,b. 198.51.100.7/24 x@bad.com",
                [
                    "domain-name bad.example", "url https://bad.com/a,b", "network 198.51.100.0/24",
                    "email-addr x@bad.com",
                ]
            ),
            (
                "2001:DB8::/32 AS64496 cve-2021-44228 D41D8CD98F00B204E9800998ECF8427E 00-1A-2B-3C-4D-5E",
                [
                    "network 2001:db8::/32", "autonomous-system AS64496", "cve CVE-2021-44228",
                    "md5 d41d8cd98f00b204e9800998ecf8427e", "mac-addr 00:1a:2b:3c:4d:5e",
                ]
            ),
            ("hxxp://evil[.]example[:]8080/a(b).html", ["url http://evil.example:8080/a(b).html"]),
            ("(see http://a.example/b(c).html).", ["url http://a.example/b(c).html"]),
            ("[a](http://x.example/y)", ["url http://x.example/y"]),
            ("\"http://x.example/\"+y", ["url http://x.example/"]),
            ("ドメインはevil.comです。", ["domain-name evil.com"]), ("「evil．example」と", ["domain-name evil.example"]),
            ("ｅｖｉｌ．ｅｘａｍｐｌｅ", ["domain-name evil.example"]), ("evil。comへ", ["domain-name evil.com"]),
            ("不正なhxxps://evil[.]example/aにアクセス", ["url https://evil.example/a"]),
            ("https://例え.テスト/に", ["url https://xn--r8jz45g.xn--zckzah/"]),
            ("１９８．５１．１００．７から", ["ipv4-addr 198.51.100.7"]),
            ("接続先：198.51.100.7、2001:db8::1", ["ipv4-addr 198.51.100.7", "ipv6-addr 2001:db8::1"]),
            ("straße.de", ["domain-name xn--strae-oqa.de"]),
            ("evil[.]unknownending", ["domain-name evil.unknownending"]),
            (
                "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Run is set",
                ["windows-registry-key hkey_local_machine\\software\\microsoft\\windows nt\\currentversion\\run"]
            ),
            ("HKCU:\\Software\\X, and", ["windows-registry-key hkey_current_user\\software\\x"]),
            ("\\REGISTRY\\MACHINE\\X", ["windows-registry-key hkey_local_machine\\x"]),
            (
                "md5:d41d8cd98f00b204e9800998ecf8427e:evil.exe",
                ["md5 d41d8cd98f00b204e9800998ecf8427e", "file-name evil.exe"]
            ),
            (
                "198.51.100.7:8080 198.51.100.1-198.51.100.9",
                ["ipv4-addr 198.51.100.7", "ipv4-addr 198.51.100.1", "ipv4-addr 198.51.100.9"]
            ),
            ("198.51.100.7/index.html", ["ipv4-addr 198.51.100.7", "file-name index.html"]),
            ("00:1a:2b:3c:4d:5e", ["mac-addr 00:1a:2b:3c:4d:5e"]),
            (
                "fe80::1%eth0 ::1 ::/32 ::ffff:198.51.100.7.",
                ["ipv6-addr fe80::1", "ipv6-addr ::1", "network ::/32", "ipv6-addr ::ffff:198.51.100.7"]
            ),
            (
                "bob+tag%x@evil.example;bob@evil.example.",
                ["email-addr bob+tag%x@evil.example", "email-addr bob@evil.example"]
            ),
            ("T1" + String(repeating: "AB", count: 35), ["tlsh T1" + String(repeating: "AB", count: 35)]),
            (
                "setup.py evil.zip lnk.evil.zip ASN 64496",
                ["file-name setup.py", "file-name evil.zip", "domain-name lnk.evil.zip"]
            ),
            ("http://198.51.100.007/ http://a.example:99999/", ["domain-name a.example"]),
        ]
    )
    func extract(text: String, expected: [String]) { #expect(found(text) == expected) }

    @Test(
        "what is no value is not found",
        arguments: [
            "a.b", "1,200,300", "std::vector a::b Foo::Bar", "10:30:00", "1.2.3", "1.2.3.4.5", "v1.2.3.4",
            "e.g. i.e. U.S.",
            "[::]:8080", "198.51.100.007", "the end.Then", "user@host", "package@1.2.3", "as 64496", "C:\\Windows\\x",
            "12:34",
            "........", "----", "これは。テスト", "", "\u{1F600}", "::", "%%%@@@", "a@", "@a.b",
        ]
    )
    func nothing(text: String) { #expect(found(text) == []) }

    @Test("offsets are bytes of the text as written")
    func offsets() {
        let text = Array("接続 ｈｘｘｐ：／／evil[.]example/x と bob [at] evil．com と evil.com".utf8)
        var all: [String] = []
        values.find(in: text) {
            all.append("\($0.place.lowerBound) \(String(decoding: text[$0.place], as: UTF8.self))")
        }
        #expect(all == ["7 ｈｘｘｐ：／／evil[.]example/x", "49 bob [at] evil．com", "73 evil.com"])
    }

    @Test("a second pass changes nothing, whatever the text", arguments: 0..<20)
    func idempotence(seed: UInt64) {
        var random = seed &* 0x9e37_79b9_7f4a_7c15 | 1
        func next(_ count: Int) -> Int {
            random ^= random << 13
            random ^= random >> 7
            random ^= random << 17
            return Int(random % UInt64(count))
        }
        let parts = [
            "[", "]", "(", ")", "{", "}", "<", ">", ".", ":", "/", "//", "://", "::", "@", "at", "dot", " ", "hxxp",
            "http", "fxp",
            "h**p", "evil", "example", "com", "1", "198.51.100.7", "2001:db8::1", "．", "。", "［", "］", "例", "ü", "-",
            "_", ",",
            "[.]", "[at]", "[:]", "[://]", "[/]", "x", "\\", "HKLM", "*", "%", "a.example", "\n", "[::]", "T", "２",
            "/24", "b@c.example",
        ].map { Array($0.utf8) }
        for _ in 0..<500 {
            var text: [UInt8] = []
            for _ in 0..<(1 + next(12)) { text += parts[next(parts.count)] }
            let shown = Comment(rawValue: String(decoding: text, as: UTF8.self))
            let once = TextValues.fanged(text)
            #expect(TextValues.fanged(once) == once, shown)
            let away = values.defanged(text)
            #expect(values.defanged(away) == away, shown)
        }
    }

    @Test(
        "nothing that somebody writes takes longer than its length",
        arguments: [
            "a", ".", "a.", "a:", ":", "[", "[.]", "a[.]", "a．", "(", "http://", "hxxp://", "http://a", "a@", "@",
            "HKLM\\a ", "1.", "1.2.3.4/",
            "::", "a::", "-", "a-", "あ", "ü", "%", "a+", "f:", "\\", "{[(", "T1", "[/]", "a@b.", "http://a.example/(",
            "\u{ff}", "ａ", "。",
        ]
    )
    func linear(part: String) {
        let text = Array(String(repeating: part, count: 60_000 / part.utf8.count).utf8)
        let clock = ContinuousClock()
        var count = 0
        let took = clock.measure {
            values.find(in: text) { _ in count += 1 }
            _ = values.defanged(text)
            _ = TextValues.fanged(text)
        }
        // A debug build goes three times through it.
        #expect(took < .seconds(20), "\(part) took \(took)")
    }
}
