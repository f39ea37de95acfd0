internal import JSON

/// The form of a document: its members, and of which kind they are (the JSON schema of the standard).
///
/// Members that the standard does not know are a fault in 2.1 alone, whose schema refuses them. What is not looked at:
/// scores by CVSS (6.1.8), lists by SSVC (6.1.46), extensions, the syntax of addresses, and that elements of a list
/// differ.
enum CSAFForm {
    /// What stands at a place.
    indirect enum Kind: Sendable {
        case anything
        case text
        case number
        case choice([String])
        case matching(String, @Sendable (String) -> Bool)
        case list(Kind)
        case object([Member])
        case named(String)
    }

    struct Member: Sendable {
        let name: String
        let isNeeded: Bool
        let kind: Kind
    }

    static func findings(of document: CSAFDocument) -> [AdvisoryFinding] {
        var check = Check(forms: forms[document.edition] ?? [:], isClosed: document.edition == .csaf21)
        check.look(at: document.root, .named("root"))
        return check.found
    }

    private struct Check {
        let forms: [String: Kind]
        let isClosed: Bool
        var found: [AdvisoryFinding] = []

        mutating func say(_ place: Place, _ message: String) {
            guard found.count < CSAFCheck.most else { return }
            found.append(AdvisoryFinding("schema", at: place.path, message))
        }

        mutating func look(at place: Place, _ kind: Kind) {
            switch kind {
            case .anything: break
            case .text: if place.text?.isEmpty ?? true { say(place, "a text is wanted that is not empty") }
            case .number: if place.value.kind != .number { say(place, "a number is wanted") }
            case .choice(let words):
                if !words.contains(place.text ?? "") {
                    say(place, "`\(place.text ?? "")` is none of \(words.map { "`\($0)`" }.joined(separator: ", "))")
                }
            case .matching(let what, let isGood):
                if !isGood(place.text ?? "") { say(place, "`\(place.text ?? "")` is no \(what)") }
            case .list(let inner):
                guard place.value.kind == .array, place.value.count > 0 else {
                    return say(place, "a list is wanted that is not empty")
                }
                for element in place.elements { look(at: element, inner) }
            case .object(let members): look(at: place, members)
            case .named(let name): if let kind = forms[name] { look(at: place, kind) }
            }
        }

        private mutating func look(at place: Place, _ members: [Member]) {
            guard place.value.kind == .object else { return say(place, "an object is wanted") }
            for member in members {
                if let inner = place[member.name] {
                    look(at: inner, member.kind)
                } else if member.isNeeded {
                    say(place, "`\(member.name)` is missing")
                }
            }
            if place.value.count == 0 { say(place, "it is empty") }
            guard isClosed else { return }
            for member in place.value.members {
                guard let name = member.name.string, !members.contains(where: { $0.name == name }) else { continue }
                say(place, "there is no member `\(name)` in CSAF 2.1")
            }
        }
    }

    private static let forms: [CSAFDocument.Edition: [String: Kind]] = {
        var found: [CSAFDocument.Edition: [String: Kind]] = [:]
        for edition in CSAFDocument.Edition.allCases {
            var reader = FormReader(edition)
            found[edition] = reader.forms(of: text)
        }
        return found
    }()

    /// The forms: a member a line, indented below what it belongs to.
    ///
    /// `!` behind a name: it is needed. Then its kind: `{` an object, `[` a list of what follows, `=a|b` one of these,
    /// `@name` a form with a name, or a word. `0` and `1` in front: in CSAF 2.0 alone, in 2.1 alone.
    private static let text = """
        root {
         1 $schema! =https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json
         document! {
          acknowledgments [@acknowledgment
          aggregate_severity {
           namespace text
           text! text
          category! category
          0 csaf_version! =2.0
          1 csaf_version! =2.1
          0 distribution @distribution
          1 distribution! @distribution
          1 involvement anything
          lang text
          1 license_expression text
          notes [@note
          publisher! {
           0 category! =coordinator|discoverer|other|translator|user|vendor
           1 category! =coordinator|discoverer|multiplier|other|translator|user|vendor
           0 contact_details text
           1 contact anything
           issuing_authority text
           name! text
           namespace! text
          references [@reference
          source_lang text
          title! text
          tracking! {
           aliases [text
           current_release_date! date
           generator {
            date date
            engine! {
             name! text
             version text
           id! tracking
           initial_release_date! date
           revision_history! [{
            date! date
            legacy_version text
            number! version
            summary! text
           status! =draft|final|interim
           version! version
          1 x_extensions anything
         product_tree {
          branches [@branch
          full_product_names [@product
          product_groups [{
           group_id! text
           product_ids! [text
           summary text
          0 relationships [{
           category! =default_component_of|external_component_of|installed_on|installed_with|optional_component_of
           full_product_name! @product
           product_reference! text
           relates_to_product_reference! text
          1 product_paths [{
           beginning_product_reference! text
           full_product_name! @product
           subpaths! [{
            category! =default_component_of|external_component_of|installed_on|installed_with|optional_component_of
            next_product_reference! text
         vulnerabilities [{
          acknowledgments [@acknowledgment
          cve cve
          0 cwe {
           id! cwe
           name! text
          1 cwes [{
           id! cwe
           name! text
           version! text
          1 disclosure_date date
          discovery_date date
          1 dl_vuln_id text
          1 first_known_exploitation_dates [{
           date! date
           exploitation_date! date
           group_ids [text
           product_ids [text
          flags [{
           date date
           group_ids [text
           label! @flag
           product_ids [text
          ids [{
           system_name! text
           text! text
           1 group_ids [text
           1 product_ids [text
          0 involvements [{
           date date
           party! =coordinator|discoverer|other|user|vendor
           status! =completed|contact_attempted|disputed|in_progress|not_contacted|open
           summary text
          1 metrics [{
           content! {
            cvss_v2 anything
            cvss_v3 anything
            cvss_v4 anything
            epss {
             percentile! text
             probability! text
             timestamp! date
            qualitative_severity_rating =critical|high|low|medium|none
            ssvc_v2 anything
            x_extensions anything
           products! [text
           source text
          notes [@note
          product_status {
           first_affected [text
           first_fixed [text
           fixed [text
           known_affected [text
           known_not_affected [text
           last_affected [text
           recommended [text
           under_investigation [text
           1 unknown [text
          references [@reference
          0 release_date date
          remediations [{
           0 category! =mitigation|no_fix_planned|none_available|vendor_fix|workaround
           1 category! =fix_planned|mitigation|no_fix_planned|none_available|optional_patch|vendor_fix|workaround
           date date
           details! text
           entitlements [text
           group_ids [text
           product_ids [text
           restart_required {
            category! text
            details text
           url text
          0 scores [{
           cvss_v2 anything
           cvss_v3 anything
           products! [text
          threats [{
           category! =exploit_status|impact|target_set
           date date
           details! text
           group_ids [text
           product_ids [text
          title text
          1 x_extensions anything
         1 x_extensions anything
        distribution {
         1 sharing_group {
          id! uuid
          name text
         text text
         0 tlp {
          label! =AMBER|GREEN|RED|WHITE
          url text
         1 tlp! {
          label! =AMBER|AMBER+STRICT|CLEAR|GREEN|RED
          url text
        acknowledgment {
         names [text
         organization text
         summary text
         urls [text
        note {
         audience text
         category! =description|details|faq|general|legal_disclaimer|other|summary
         1 group_ids [text
         1 product_ids [text
         text! text
         title text
        reference {
         category =external|self
         summary! text
         url! text
        flag =component_not_present|inline_mitigations_already_exist|\
        vulnerable_code_cannot_be_controlled_by_adversary|vulnerable_code_not_in_execute_path|\
        vulnerable_code_not_present
        branch {
         branches [@branch
         0 category! =architecture|host_name|language|legacy|patch_level|product_family|product_name|\
        product_version|product_version_range|service_pack|specification|vendor
         1 category! =architecture|host_name|language|patch_level|platform|product_family|product_name|\
        product_version|product_version_range|service_pack|specification|vendor
         name! text
         product @product
        product {
         name! text
         product_id! text
         product_identification_helper {
          cpe text
          hashes [{
           file_hashes! [{
            algorithm! text
            value! text
           filename! text
          model_numbers [text
          0 purl text
          1 purls [text
          sbom_urls [text
          serial_numbers [text
          skus [text
          x_generic_uris [{
           namespace! text
           uri! text
         1 x_extensions anything
        """
}

/// Reads the forms of an edition.
private struct FormReader {
    private let edition: CSAFDocument.Edition
    private var lines: ArraySlice<(depth: Int, words: [String])> = []

    init(_ edition: CSAFDocument.Edition) { self.edition = edition }

    mutating func forms(of text: String) -> [String: CSAFForm.Kind] {
        lines =
            text.split(separator: "\n").map { line in
                (line.prefix { $0 == " " }.count, line.split(separator: " ").map(String.init))
            }[...]
        var found: [String: CSAFForm.Kind] = [:]
        while let line = lines.popFirst() { found[line.words[0]] = kind(line.words[1], at: line.depth) }
        return found
    }

    private mutating func members(below depth: Int) -> [CSAFForm.Member] {
        var found: [CSAFForm.Member] = []
        while let line = lines.first, line.depth > depth {
            lines = lines.dropFirst()
            var words = line.words
            var isThere = true
            if let mark = ["0": CSAFDocument.Edition.csaf20, "1": .csaf21][words[0]] {
                words.removeFirst()
                isThere = mark == edition
            }
            let isNeeded = words[0].hasSuffix("!")
            let kind = kind(words[1], at: line.depth)
            guard isThere else { continue }
            let name = isNeeded ? String(words[0].dropLast()) : words[0]
            found.append(CSAFForm.Member(name: name, isNeeded: isNeeded, kind: kind))
        }
        return found
    }

    private mutating func kind(_ word: String, at depth: Int) -> CSAFForm.Kind {
        let rest = String(word.dropFirst())
        switch word.first {
        case "[": return .list(kind(rest, at: depth))
        case "{": return .object(members(below: depth))
        case "=": return .choice(rest.split(separator: "|").map(String.init))
        case "@": return .named(rest)
        default: return Self.simple(word)
        }
    }

    private static func simple(_ word: String) -> CSAFForm.Kind {
        switch word {
        case "text": .text
        case "number": .number
        case "date": .matching("moment with a zone") { AdvisoryMoment($0) != nil || $0.utf8.count >= 20 }
        case "version": .matching("version") { RevisionNumber($0) != nil }
        case "cve": .matching("identifier of CVE") { AdvisoryIdentifiers.isCVE($0) }
        case "cwe": .matching("identifier of CWE") { AdvisoryIdentifiers.isCWE($0) }
        case "uuid": .matching("UUID") { AdvisoryIdentifiers.isUUID($0) }
        case "tracking": .matching("identifier without spaces around") { AdvisoryIdentifiers.isTracking($0) }
        case "category": .matching("category") { AdvisoryIdentifiers.isTracking($0) }
        default: .anything
        }
    }
}

/// The spelling of identifiers.
enum AdvisoryIdentifiers {
    static func isCVE(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 3 && parts[0] == "CVE" && parts[1].count == 4 && parts[2].count >= 4
            && parts.dropFirst().allSatisfy { isDigits($0) }
    }

    static func isCWE(_ text: String) -> Bool {
        text.hasPrefix("CWE-") && text.utf8.count > 4 && text.utf8.count <= 9 && isDigits(text.dropFirst(4))
            && !text.hasPrefix("CWE-0")
    }

    static func isUUID(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.utf8.count) == [8, 4, 4, 4, 12]
            && parts.allSatisfy { part in
                part.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 || $0 >= 0x61 && $0 <= 0x66 }
            }
    }

    static func isTracking(_ text: String) -> Bool {
        guard let first = text.first, let last = text.last else { return false }
        return !first.isWhitespace && !last.isWhitespace
    }

    private static func isDigits(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }
}
