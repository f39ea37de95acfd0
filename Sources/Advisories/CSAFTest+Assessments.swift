internal import STIX

/// Decisions by SSVC (6.1.46 to 6.1.48).
extension CSAFTest {
    static let assessments: [CSAFTest] = [
        CSAFTest("6.1.46", new) { document, say in
            for place in document.contents.compactMap({ $0["ssvc_v2"] }) { form(of: place, say) }
        },
        CSAFTest("6.1.47", new) { document, say in
            for vulnerability in document.vulnerabilities {
                let own = Set(
                    [vulnerability.text("cve")].compactMap { $0 }
                        + vulnerability.list("ids").compactMap { $0.text("text") }
                )
                for (_, content) in document.metrics(of: vulnerability) {
                    for place in content["ssvc_v2"]?.list("target_ids") ?? [] {
                        guard let id = place.text else { continue }
                        if !own.contains(id) {
                            say(place.path, "`\(id)` is no identifier of this vulnerability")
                        } else if id == document.trackingID, document.vulnerabilities.count > 1 {
                            say(place.path, "`\(id)` is the whole document, which has several vulnerabilities")
                        }
                    }
                }
            }
        },
        CSAFTest("6.1.48", new) { document, say in
            for place in document.contents.flatMap({ $0["ssvc_v2"]?.list("selections") ?? [] }) {
                DecisionPoint.check(place, say)
            }
        },
    ]

    /// The form of a list of selections (SSVC, SelectionList 2.0.0).
    private static func form(of place: Place, _ say: Say) {
        for name in ["timestamp", "schemaVersion", "selections"] where place[name] == nil {
            say(place.path, "`\(name)` is missing")
        }
        if let version = place["schemaVersion"], version.text != "2.0.0" {
            say(version.path, "the form `\(version.text ?? "")` is not the one of CSAF 2.1")
        }
        if let list = place["selections"], list.elements.isEmpty { say(list.path, "nothing is selected") }
        for selection in place.list("selections") {
            for name in ["namespace", "key", "version", "values"] where selection[name] == nil {
                say(selection.path, "`\(name)` is missing")
            }
            if selection["values"]?.elements.isEmpty ?? false { say(selection.path + "/values", "it has no value") }
            for value in selection.list("values") where value["key"] == nil { say(value.path, "`key` is missing") }
            if let name = selection["namespace"], let tag = DecisionPoint.language(of: name.text ?? ""),
                !STIXLanguage.isTag(tag)
            {
                say(name.path, "`\(tag)` is no language")
            }
        }
    }
}

/// The decision points of SSVC's own namespace (`ssvc`): of each the versions, with name and values in their order.
struct DecisionPoint {
    let name: String
    /// Keys with their names, in order.
    let values: [(key: String, name: String)]

    static func check(_ selection: Place, _ say: CSAFTest.Say) {
        guard let namespace = selection.text("namespace"), let key = selection.text("key"),
            let version = selection.text("version")
        else { return }
        let base = namespace.prefix { $0 != "/" && $0 != "#" }
        // Other namespaces are not known here.
        guard base == "ssvc" else { return }
        guard let versions = published[key] else {
            return say(selection.path + "/key", "SSVC has no decision point `\(key)`")
        }
        guard let point = versions[version] else {
            return say(selection.path + "/version", "the decision point `\(key)` has no version `\(version)`")
        }
        var last = -1
        for value in selection.list("values") {
            guard let text = value.text("key"), let place = point.values.firstIndex(where: { $0.key == text }) else {
                say(value.path, "`\(value.text("key") ?? "")` is no value of the decision point `\(key)`")
                continue
            }
            if place <= last, language(of: namespace) == nil { say(value.path, "the values are not in their order") }
            last = max(last, place)
            if selection.text("name") == point.name, let name = value.text("name"), name != point.values[place].name {
                say(value.path + "/name", "the value `\(text)` is called `\(point.values[place].name)`")
            }
        }
    }

    /// The language that a namespace names: `ssvc/de-DE`, `ssvc//.example.org$de-DE`.
    static func language(of namespace: String) -> String? {
        if let dollar = namespace.lastIndex(of: "$") { return String(namespace[namespace.index(after: dollar)...]) }
        let parts = namespace.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count > 1, !parts[1].isEmpty else { return nil }
        return String(parts[1])
    }

    /// The decision points as SSVC publishes them: a line each, `KEY VERSIONS|NAME|KEY=NAME,…`.
    private static let published: [String: [String: DecisionPoint]] = {
        var found: [String: [String: DecisionPoint]] = [:]
        for line in lines.split(separator: "\n") {
            let parts = line.split(separator: "|").map(String.init)
            let head = parts[0].split(separator: " ").map(String.init)
            let values = parts[2].split(separator: ",").map { pair in
                let sides = pair.split(separator: "=").map(String.init)
                return (key: sides[0], name: sides[1])
            }
            for version in head.dropFirst() {
                found[head[0], default: [:]][version] = DecisionPoint(name: parts[1], values: values)
            }
        }
        return found
    }()

    private static let lines = """
        A 2.0.0|Automatable|N=No,Y=Yes
        CS 1.0.0|Critical Software|N=No,Y=Yes
        COORDINATE 1.0.0 1.0.1|Decline, Track, Coordinate|D=Decline,T=Track,C=Coordinate
        DSOI 1.0.0|Defer, Scheduled, Out-of-Cycle, Immediate|D=Defer,S=Scheduled,O=Out-of-Cycle,I=Immediate
        E 1.0.0|Exploitation|N=None,P=PoC,A=Active
        E 1.1.0|Exploitation|N=None,P=Public PoC,A=Active
        HVA 1.0.0|High Value Asset|N=No,Y=Yes
        HI 2.0.0 2.0.1 2.0.2|Human Impact|L=Low,M=Medium,H=High,VH=Very High
        MWI 1.0.0|Mission and Well-Being Impact|L=Low,M=Medium,H=High
        MI 1.0.0|Mission Impact|N=None,NED=Non-Essential Degraded,MSC=MEF Support Crippled,MEF=MEF Failure,\
        MF=Mission Failure
        MI 2.0.0|Mission Impact|D=Degraded,MSC=MEF Support Crippled,MEF=MEF Failure,MF=Mission Failure
        PSI 2.0.0 2.0.1|Public Safety Impact|M=Minimal,S=Significant
        PVA 1.0.0|Public Value Added|L=Limited,A=Ampliative,P=Precedence
        PWI 1.1.0|Public Well-Being Impact|M=Minimal,MA=Material,I=Irreversible
        PUBLISH 1.0.0|Publish, Do Not Publish|N=Do Not Publish,P=Publish
        RC 1.0.0|Report Credibility|NC=Not Credible,C=Credible
        RP 1.0.0|Report Public|Y=Yes,N=No
        SI 1.0.0|Safety Impact|N=None,M=Minor,J=Major,H=Hazardous,C=Catastrophic
        SI 2.0.0 2.0.1|Safety Impact|N=Negligible,M=Marginal,R=Critical,C=Catastrophic
        SC 1.0.0|Supplier Cardinality|O=One,M=Multiple
        SCON 1.0.0|Supplier Contacted|N=No,Y=Yes
        SE 1.0.0|Supplier Engagement|A=Active,U=Unresponsive
        SINV 1.0.0|Supplier Involvement|FR=Fix Ready,C=Cooperative,UU=Uncooperative/Unresponsive
        EXP 1.0.0|System Exposure|S=Small,C=Controlled,U=Unavoidable
        EXP 1.0.1|System Exposure|S=Small,C=Controlled,O=Open
        TI 1.0.0|Technical Impact|P=Partial,T=Total
        U 1.0.0 1.0.1|Utility|L=Laborious,E=Efficient,S=Super Effective
        VD 1.0.0|Value Density|D=Diffuse,C=Concentrated
        V 1.0.0|Virulence|S=Slow,R=Rapid
        """
}
