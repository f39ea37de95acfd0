/// A vector of the Common Vulnerability Scoring System, 2.0, 3.0, 3.1 or 4.0 (FIRST).
struct CVSSVector {
    /// How a version writes its metrics.
    struct Scheme {
        /// What a vector begins with.
        let prefix: String
        /// Letters of a metric, the property that says the same in words, and its values with their words.
        let metrics: [Metric]
    }

    struct Metric {
        let letters: String
        let property: String
        let values: [String: String]
        let isBase: Bool
    }

    let version: String
    let scheme: Scheme
    private let values: [String: String]

    /// Reads a vector; nil if it is none of the version.
    init?(_ text: String, version: String) {
        guard let scheme = Self.schemes[version] else { return nil }
        (self.version, self.scheme) = (version, scheme)
        guard text.hasPrefix(scheme.prefix) else { return nil }
        var values: [String: String] = [:]
        for part in text.dropFirst(scheme.prefix.count).split(separator: "/", omittingEmptySubsequences: false) {
            let sides = part.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard sides.count == 2, values[sides[0]] == nil,
                let metric = scheme.metrics.first(where: { $0.letters == sides[0] }), metric.values[sides[1]] != nil
            else { return nil }
            values[sides[0]] = sides[1]
        }
        guard scheme.metrics.allSatisfy({ !$0.isBase || values[$0.letters] != nil }) else { return nil }
        self.values = values
    }

    /// The value of a metric; what is left out or not defined is nil.
    subscript(_ letters: String) -> String? {
        guard let value = values[letters], value != "X", value != "ND" else { return nil }
        return value
    }

    /// What the vector says of a metric in words; nil where it says nothing.
    func word(_ metric: Metric) -> String? { values[metric.letters].flatMap { metric.values[$0] } }

    static let schemes: [String: Scheme] = [
        "2.0": Scheme(prefix: "", metrics: two),
        "3.0": Scheme(prefix: "CVSS:3.0/", metrics: three), "3.1": Scheme(prefix: "CVSS:3.1/", metrics: three),
        "4.0": Scheme(prefix: "CVSS:4.0/", metrics: four),
    ]

    /// A line each: letters, property, values; `*` before those that every vector has.
    private static func metrics(_ lines: String) -> [Metric] {
        lines.split(separator: "\n").map { line in
            let parts = line.split(separator: " ").map(String.init)
            let isBase = parts[0].hasPrefix("*")
            var values: [String: String] = [:]
            for pair in parts[2].split(separator: ",") {
                let sides = pair.split(separator: "=").map(String.init)
                values[sides[0]] = sides[1]
            }
            return Metric(
                letters: isBase ? String(parts[0].dropFirst()) : parts[0],
                property: parts[1],
                values: values,
                isBase: isBase
            )
        }
    }

    private static let two = metrics(
        """
        *AV accessVector N=NETWORK,A=ADJACENT_NETWORK,L=LOCAL
        *AC accessComplexity L=LOW,M=MEDIUM,H=HIGH
        *Au authentication N=NONE,S=SINGLE,M=MULTIPLE
        *C confidentialityImpact N=NONE,P=PARTIAL,C=COMPLETE
        *I integrityImpact N=NONE,P=PARTIAL,C=COMPLETE
        *A availabilityImpact N=NONE,P=PARTIAL,C=COMPLETE
        E exploitability U=UNPROVEN,POC=PROOF_OF_CONCEPT,F=FUNCTIONAL,H=HIGH,ND=NOT_DEFINED
        RL remediationLevel OF=OFFICIAL_FIX,TF=TEMPORARY_FIX,W=WORKAROUND,U=UNAVAILABLE,ND=NOT_DEFINED
        RC reportConfidence UC=UNCONFIRMED,UR=UNCORROBORATED,C=CONFIRMED,ND=NOT_DEFINED
        CDP collateralDamagePotential N=NONE,L=LOW,LM=LOW_MEDIUM,MH=MEDIUM_HIGH,H=HIGH,ND=NOT_DEFINED
        TD targetDistribution N=NONE,L=LOW,M=MEDIUM,H=HIGH,ND=NOT_DEFINED
        CR confidentialityRequirement L=LOW,M=MEDIUM,H=HIGH,ND=NOT_DEFINED
        IR integrityRequirement L=LOW,M=MEDIUM,H=HIGH,ND=NOT_DEFINED
        AR availabilityRequirement L=LOW,M=MEDIUM,H=HIGH,ND=NOT_DEFINED
        """
    )

    private static let three = metrics(
        """
        *AV attackVector N=NETWORK,A=ADJACENT_NETWORK,L=LOCAL,P=PHYSICAL
        *AC attackComplexity L=LOW,H=HIGH
        *PR privilegesRequired N=NONE,L=LOW,H=HIGH
        *UI userInteraction N=NONE,R=REQUIRED
        *S scope U=UNCHANGED,C=CHANGED
        *C confidentialityImpact N=NONE,L=LOW,H=HIGH
        *I integrityImpact N=NONE,L=LOW,H=HIGH
        *A availabilityImpact N=NONE,L=LOW,H=HIGH
        E exploitCodeMaturity X=NOT_DEFINED,U=UNPROVEN,P=PROOF_OF_CONCEPT,F=FUNCTIONAL,H=HIGH
        RL remediationLevel X=NOT_DEFINED,O=OFFICIAL_FIX,T=TEMPORARY_FIX,W=WORKAROUND,U=UNAVAILABLE
        RC reportConfidence X=NOT_DEFINED,U=UNKNOWN,R=REASONABLE,C=CONFIRMED
        CR confidentialityRequirement X=NOT_DEFINED,L=LOW,M=MEDIUM,H=HIGH
        IR integrityRequirement X=NOT_DEFINED,L=LOW,M=MEDIUM,H=HIGH
        AR availabilityRequirement X=NOT_DEFINED,L=LOW,M=MEDIUM,H=HIGH
        MAV modifiedAttackVector X=NOT_DEFINED,N=NETWORK,A=ADJACENT_NETWORK,L=LOCAL,P=PHYSICAL
        MAC modifiedAttackComplexity X=NOT_DEFINED,L=LOW,H=HIGH
        MPR modifiedPrivilegesRequired X=NOT_DEFINED,N=NONE,L=LOW,H=HIGH
        MUI modifiedUserInteraction X=NOT_DEFINED,N=NONE,R=REQUIRED
        MS modifiedScope X=NOT_DEFINED,U=UNCHANGED,C=CHANGED
        MC modifiedConfidentialityImpact X=NOT_DEFINED,N=NONE,L=LOW,H=HIGH
        MI modifiedIntegrityImpact X=NOT_DEFINED,N=NONE,L=LOW,H=HIGH
        MA modifiedAvailabilityImpact X=NOT_DEFINED,N=NONE,L=LOW,H=HIGH
        """
    )

    private static let four = metrics(
        """
        *AV attackVector N=NETWORK,A=ADJACENT,L=LOCAL,P=PHYSICAL
        *AC attackComplexity L=LOW,H=HIGH
        *AT attackRequirements N=NONE,P=PRESENT
        *PR privilegesRequired N=NONE,L=LOW,H=HIGH
        *UI userInteraction N=NONE,P=PASSIVE,A=ACTIVE
        *VC vulnConfidentialityImpact H=HIGH,L=LOW,N=NONE
        *VI vulnIntegrityImpact H=HIGH,L=LOW,N=NONE
        *VA vulnAvailabilityImpact H=HIGH,L=LOW,N=NONE
        *SC subConfidentialityImpact H=HIGH,L=LOW,N=NONE
        *SI subIntegrityImpact H=HIGH,L=LOW,N=NONE
        *SA subAvailabilityImpact H=HIGH,L=LOW,N=NONE
        E exploitMaturity X=NOT_DEFINED,A=ATTACKED,P=PROOF_OF_CONCEPT,U=UNREPORTED
        CR confidentialityRequirement X=NOT_DEFINED,L=LOW,M=MEDIUM,H=HIGH
        IR integrityRequirement X=NOT_DEFINED,L=LOW,M=MEDIUM,H=HIGH
        AR availabilityRequirement X=NOT_DEFINED,L=LOW,M=MEDIUM,H=HIGH
        MAV modifiedAttackVector X=NOT_DEFINED,N=NETWORK,A=ADJACENT,L=LOCAL,P=PHYSICAL
        MAC modifiedAttackComplexity X=NOT_DEFINED,L=LOW,H=HIGH
        MAT modifiedAttackRequirements X=NOT_DEFINED,N=NONE,P=PRESENT
        MPR modifiedPrivilegesRequired X=NOT_DEFINED,N=NONE,L=LOW,H=HIGH
        MUI modifiedUserInteraction X=NOT_DEFINED,N=NONE,P=PASSIVE,A=ACTIVE
        MVC modifiedVulnConfidentialityImpact X=NOT_DEFINED,N=NONE,L=LOW,H=HIGH
        MVI modifiedVulnIntegrityImpact X=NOT_DEFINED,N=NONE,L=LOW,H=HIGH
        MVA modifiedVulnAvailabilityImpact X=NOT_DEFINED,N=NONE,L=LOW,H=HIGH
        MSC modifiedSubConfidentialityImpact X=NOT_DEFINED,N=NEGLIGIBLE,L=LOW,H=HIGH
        MSI modifiedSubIntegrityImpact X=NOT_DEFINED,N=NEGLIGIBLE,L=LOW,H=HIGH,S=SAFETY
        MSA modifiedSubAvailabilityImpact X=NOT_DEFINED,N=NEGLIGIBLE,L=LOW,H=HIGH,S=SAFETY
        S Safety X=NOT_DEFINED,N=NEGLIGIBLE,P=PRESENT
        AU Automatable X=NOT_DEFINED,N=NO,Y=YES
        R Recovery X=NOT_DEFINED,A=AUTOMATIC,U=USER,I=IRRECOVERABLE
        V valueDensity X=NOT_DEFINED,D=DIFFUSE,C=CONCENTRATED
        RE vulnerabilityResponseEffort X=NOT_DEFINED,L=LOW,M=MODERATE,H=HIGH
        U providerUrgency X=NOT_DEFINED,Clear=CLEAR,Green=GREEN,Amber=AMBER,Red=RED
        """
    )
}
