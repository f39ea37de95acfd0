import Outside
import Testing

@Suite("OutsideAddress")
struct OutsideAddressTests {
    @Test("an address ends with a slash, and plain HTTP is for this machine alone")
    func reads() throws {
        #expect(try OutsideAddress("https://Taxii.Example/taxii2").text == "https://taxii.example/taxii2/")
        #expect(try OutsideAddress("http://127.0.0.1:9000/").origin == "http://127.0.0.1:9000")
        #expect(try OutsideAddress("http://[::1]:9000/x").text == "http://[::1]:9000/x/")
        for text in [
            "http://taxii.example/", "http://127.0.0.1.example/", "https://a@b/", "https://b/?q=1", "https://b/../c",
            "ftp://b/", "https://", "https://b/#x", "http://localhost.example/",
        ] {
            #expect(throws: OutsideAddress.Failure.self, "\(text)") { try OutsideAddress(text) }
        }
    }

    @Test("what a server names is joined, and lies elsewhere or nowhere otherwise")
    func joins() throws {
        let base = try OutsideAddress("https://taxii.example/taxii2/")
        #expect(base.joined("/api1/")?.text == "https://taxii.example/api1/")
        #expect(base.joined("api1")?.text == "https://taxii.example/taxii2/api1/")
        #expect(base.joined("https://taxii.example:443/api1/")?.text == "https://taxii.example/api1/")
        for elsewhere in [
            "https://other.example/api1/", "http://taxii.example/api1/", "https://taxii.example:8443/api1/",
            "//other.example/api1/", "https://taxii.example@other.example/", "../api1/", "/api1/?x=1", "/a//b/",
        ] {
            #expect(base.joined(elsewhere) == nil, "\(elsewhere)")
        }
    }
}
