internal import Extraction
internal import HostNames
internal import NormalForms
internal import Work

/// The values of texts that people give, as objects of STIX have them.
enum GivenTexts {
    static let forms = NormalForms(names: ICUHostNames())

    /// So many values of a text at most.
    private static let most = 10_000

    /// The values, each once.
    ///
    /// What STIX has no object for (a number of CVE, the name of a file alone) is left out.
    static func values(of text: String) -> [GivenValue] {
        var (found, said): ([GivenValue], Set<GivenValue>) = ([], [])
        TextValues(forms).find(in: Array(text.utf8)) { one in
            guard found.count < most, let value = value(of: one.form), said.insert(value).inserted else { return }
            found.append(value)
        }
        return found
    }

    private static func value(of form: NormalForm) -> GivenValue? {
        switch form.kind {
        case .ipv4Address, .ipv6Address, .hostName, .url, .emailAddress, .macAddress, .registryKey:
            GivenValue(type: form.kind.rawValue, value: form.text)
        case .network: GivenValue(type: form.range?.isIPv6 == true ? "ipv6-addr" : "ipv4-addr", value: form.text)
        case .md5: GivenValue(type: "file", hash: "MD5", value: form.text)
        case .sha1: GivenValue(type: "file", hash: "SHA-1", value: form.text)
        case .sha224, .sha256, .sha384, .sha512:
            GivenValue(type: "file", hash: form.kind.rawValue.uppercased(), value: form.text)
        case .tlsh: GivenValue(type: "file", hash: "TLSH", value: form.text)
        case .autonomousSystem: GivenValue(type: form.kind.rawValue, value: String(form.text.dropFirst(2)))
        case .cve, .fileName: nil
        }
    }
}
