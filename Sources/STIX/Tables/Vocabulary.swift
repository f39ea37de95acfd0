import JSON

/// The vocabularies and enumerations of STIX 2.1, section 10; the raw value is the name on the page.
enum Vocabulary: String, CaseIterable, Sendable {
    case accountType = "account-type-ov"
    case attackMotivation = "attack-motivation-ov"
    case attackResourceLevel = "attack-resource-level-ov"
    case encryptionAlgorithm = "encryption-algorithm-enum"
    case extensionType = "extension-type-enum"
    case groupingContext = "grouping-context-ov"
    case hashAlgorithm = "hash-algorithm-ov"
    case identityClass = "identity-class-ov"
    case implementationLanguage = "implementation-language-ov"
    case indicatorType = "indicator-type-ov"
    case industrySector = "industry-sector-ov"
    case infrastructureType = "infrastructure-type-ov"
    case malwareResult = "malware-result-ov"
    case malwareCapability = "malware-capabilities-ov"
    case malwareType = "malware-type-ov"
    case socketAddressFamily = "network-socket-address-family-enum"
    case socketType = "network-socket-type-enum"
    case opinion = "opinion-enum"
    case patternType = "pattern-type-ov"
    case processorArchitecture = "processor-architecture-ov"
    case region = "region-ov"
    case reportType = "report-type-ov"
    case threatActorType = "threat-actor-type-ov"
    case threatActorRole = "threat-actor-role-ov"
    case threatActorSophistication = "threat-actor-sophistication-ov"
    case toolType = "tool-type-ov"
    case windowsIntegrityLevel = "windows-integrity-level-enum"
    case windowsPEBinaryType = "windows-pebinary-type-ov"
    case registryDatatype = "windows-registry-datatype-enum"
    case windowsServiceStart = "windows-service-start-type-enum"
    case windowsServiceType = "windows-service-type-enum"
    case windowsServiceStatus = "windows-service-status-enum"

    // Of our own extensions.
    case ententeTranslator = "entente-translator-enum"
    case ententeTranslationState = "entente-translation-state-enum"

    /// Whether other terms are forbidden (an enumeration) or only discouraged (an open vocabulary).
    var isClosed: Bool { rawValue.hasSuffix("-enum") }

    /// The section of the specification.
    var section: String {
        switch self {
        case .accountType: "10.1"
        case .attackMotivation: "10.2"
        case .attackResourceLevel: "10.3"
        case .encryptionAlgorithm: "10.4"
        case .extensionType: "10.5"
        case .groupingContext: "10.6"
        case .hashAlgorithm: "10.7"
        case .identityClass: "10.8"
        case .implementationLanguage: "10.9"
        case .indicatorType: "10.10"
        case .industrySector: "10.11"
        case .infrastructureType: "10.12"
        case .malwareCapability: "10.13"
        case .malwareResult: "10.14"
        case .malwareType: "10.15"
        case .socketAddressFamily: "10.16"
        case .socketType: "10.17"
        case .opinion: "10.18"
        case .patternType: "10.19"
        case .processorArchitecture: "10.20"
        case .region: "10.21"
        case .reportType: "10.22"
        case .threatActorType: "10.23"
        case .threatActorRole: "10.24"
        case .threatActorSophistication: "10.25"
        case .toolType: "10.26"
        case .windowsIntegrityLevel: "10.27"
        case .windowsPEBinaryType: "10.28"
        case .registryDatatype: "10.29"
        case .windowsServiceStart: "10.30"
        case .windowsServiceType: "10.31"
        case .windowsServiceStatus: "10.32"
        default: "7.3"
        }
    }

    /// Whether a term belongs to the vocabulary.
    func contains(_ term: Span<UInt8>) -> Bool { VocabularyTable.shared.contains(term, self) }
}

/// The terms of all vocabularies, found by hash.
private struct VocabularyTable: Sendable {
    static let shared = VocabularyTable()

    private var terms: [[UInt8]] = []
    private var owners: [Vocabulary] = []
    private var slots = [UInt16](repeating: .max, count: 1024)

    private init() {
        for vocabulary in Vocabulary.allCases {
            for term in vocabulary.terms {
                let bytes = Array(term.utf8)
                var slot = Int(JSONNode.hash(of: bytes.span)) & 1023
                while slots[slot] != .max {
                    slot = (slot + 1) & 1023
                }
                slots[slot] = UInt16(terms.count)
                terms.append(bytes)
                owners.append(vocabulary)
            }
        }
    }

    func contains(_ term: Span<UInt8>, _ vocabulary: Vocabulary) -> Bool {
        var slot = Int(JSONNode.hash(of: term)) & 1023
        while slots[slot] != .max {
            let place = Int(slots[slot])
            if owners[place] == vocabulary, STIXName.isEqual(term, terms[place]) { return true }
            slot = (slot + 1) & 1023
        }
        return false
    }
}
