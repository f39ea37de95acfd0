/// The terms of the vocabularies (STIX 2.1, section 10).
extension Vocabulary {
    var terms: [String] {
        switch self {
        case .accountType:
            [
                "facebook", "ldap", "nis", "openid", "radius", "skype", "tacacs", "twitter", "unix",
                "windows-local", "windows-domain",
            ]
        case .attackMotivation:
            [
                "accidental", "coercion", "dominance", "ideology", "notoriety", "organizational-gain",
                "personal-gain", "personal-satisfaction", "revenge", "unpredictable",
            ]
        case .attackResourceLevel:
            [
                "individual", "club", "contest", "team", "organization", "government",
            ]
        case .encryptionAlgorithm:
            [
                "AES-256-GCM", "ChaCha20-Poly1305", "mime-type-indicated",
            ]
        case .extensionType:
            [
                "new-sdo", "new-sco", "new-sro", "property-extension", "toplevel-property-extension",
            ]
        case .groupingContext:
            [
                "suspicious-activity", "malware-analysis", "unspecified",
            ]
        case .hashAlgorithm:
            [
                "MD5", "SHA-1", "SHA-256", "SHA-512", "SHA3-256", "SHA3-512", "SSDEEP", "TLSH",
            ]
        case .identityClass:
            [
                "individual", "group", "system", "organization", "class", "unknown",
            ]
        case .implementationLanguage:
            [
                "applescript", "bash", "c", "c++", "c#", "go", "java", "javascript", "lua", "objective-c",
                "perl", "php", "powershell", "python", "ruby", "rust", "scala", "swift", "typescript", "visual-basic",
                "x86-32", "x86-64",
            ]
        case .indicatorType:
            [
                "anomalous-activity", "anonymization", "benign", "compromised", "malicious-activity",
                "attribution", "unknown",
            ]
        case .industrySector:
            [
                "agriculture", "aerospace", "automotive", "chemical", "commercial", "communications",
                "construction", "defense", "education", "energy", "entertainment", "financial-services",
                "government", "emergency-services", "government-local", "government-national",
                "government-public-services", "government-regional", "healthcare", "hospitality-leisure",
                "infrastructure", "dams", "nuclear", "water", "insurance", "legal", "manufacturing", "mining",
                "non-profit", "pharmaceuticals", "retail", "technology", "telecommunications", "transportation",
                "utilities",
            ]
        case .infrastructureType:
            [
                "amplification", "anonymization", "botnet", "command-and-control", "control-system",
                "exfiltration", "firewall", "hosting-malware", "hosting-target-lists", "phishing",
                "reconnaissance", "routers-switches", "staging", "workstation", "unknown",
            ]
        case .malwareResult:
            [
                "malicious", "suspicious", "benign", "unknown",
            ]
        case .malwareCapability:
            [
                "accesses-remote-machines", "anti-debugging", "anti-disassembly", "anti-emulation",
                "anti-memory-forensics", "anti-sandbox", "anti-vm", "captures-input-peripherals",
                "captures-output-peripherals", "captures-system-state-data", "cleans-traces-of-infection",
                "commits-fraud", "communicates-with-c2", "compromises-data-availability",
                "compromises-data-integrity", "compromises-system-availability", "controls-local-machine",
                "degrades-security-software", "degrades-system-updates", "determines-c2-server", "emails-spam",
                "escalates-privileges", "evades-av", "exfiltrates-data", "fingerprints-host", "hides-artifacts",
                "hides-executing-code", "infects-files", "infects-remote-machines", "installs-other-components",
                "persists-after-system-reboot", "prevents-artifact-access", "prevents-artifact-deletion",
                "probes-network-environment", "self-modifies", "steals-authentication-credentials",
                "violates-system-operational-integrity",
            ]
        case .malwareType:
            [
                "adware", "backdoor", "bot", "bootkit", "ddos", "downloader", "dropper", "exploit-kit",
                "keylogger", "ransomware", "remote-access-trojan", "resource-exploitation",
                "rogue-security-software", "rootkit", "screen-capture", "spyware", "trojan", "unknown", "virus",
                "webshell", "wiper", "worm",
            ]
        case .socketAddressFamily:
            [
                "AF_UNSPEC", "AF_INET", "AF_IPX", "AF_APPLETALK", "AF_NETBIOS", "AF_INET6", "AF_IRDA", "AF_BTH",
            ]
        case .socketType:
            [
                "SOCK_STREAM", "SOCK_DGRAM", "SOCK_RAW", "SOCK_RDM", "SOCK_SEQPACKET",
            ]
        case .opinion:
            [
                "strongly-disagree", "disagree", "neutral", "agree", "strongly-agree",
            ]
        case .patternType:
            [
                "stix", "pcre", "sigma", "snort", "suricata", "yara",
            ]
        case .processorArchitecture:
            [
                "alpha", "arm", "ia-64", "mips", "powerpc", "sparc", "x86", "x86-64",
            ]
        case .region:
            [
                "africa", "eastern-africa", "middle-africa", "northern-africa", "southern-africa",
                "western-africa", "americas", "latin-america-caribbean", "south-america", "caribbean",
                "central-america", "northern-america", "asia", "central-asia", "eastern-asia", "southern-asia",
                "south-eastern-asia", "western-asia", "europe", "eastern-europe", "northern-europe",
                "southern-europe", "western-europe", "oceania", "australia-new-zealand", "melanesia",
                "micronesia", "polynesia", "antarctica",
            ]
        case .reportType:
            [
                "threat-report", "attack-pattern", "campaign", "identity", "incident", "indicator", "intrusion-set",
                "malware", "observed-data", "threat-actor", "tool", "vulnerability",
            ]
        case .threatActorType:
            [
                "activist", "competitor", "crime-syndicate", "criminal", "hacker", "insider-accidental",
                "insider-disgruntled", "nation-state", "private-sector", "sensationalist", "spy", "terrorist",
                "unknown",
            ]
        case .threatActorRole:
            [
                "agent", "director", "independent", "infrastructure-architect", "infrastructure-operator",
                "malware-author", "sponsor",
            ]
        case .threatActorSophistication:
            [
                "none", "minimal", "intermediate", "advanced", "expert", "innovator", "strategic",
            ]
        case .toolType:
            [
                "denial-of-service", "exploitation", "information-gathering", "network-capture",
                "credential-exploitation", "remote-access", "vulnerability-scanning", "unknown",
            ]
        case .windowsIntegrityLevel:
            [
                "low", "medium", "high", "system",
            ]
        case .windowsPEBinaryType:
            [
                "dll", "exe", "sys",
            ]
        case .registryDatatype:
            [
                "REG_NONE", "REG_SZ", "REG_EXPAND_SZ", "REG_BINARY", "REG_DWORD", "REG_DWORD_BIG_ENDIAN",
                "REG_DWORD_LITTLE_ENDIAN", "REG_LINK", "REG_MULTI_SZ", "REG_RESOURCE_LIST",
                "REG_FULL_RESOURCE_DESCRIPTION", "REG_RESOURCE_REQUIREMENTS_LIST", "REG_QWORD",
                "REG_INVALID_TYPE",
            ]
        case .windowsServiceStart:
            [
                "SERVICE_AUTO_START", "SERVICE_BOOT_START", "SERVICE_DEMAND_START", "SERVICE_DISABLED",
                "SERVICE_SYSTEM_ALERT",
            ]
        case .windowsServiceType:
            [
                "SERVICE_KERNEL_DRIVER", "SERVICE_FILE_SYSTEM_DRIVER", "SERVICE_WIN32_OWN_PROCESS",
                "SERVICE_WIN32_SHARE_PROCESS",
            ]
        case .windowsServiceStatus:
            [
                "SERVICE_CONTINUE_PENDING", "SERVICE_PAUSE_PENDING", "SERVICE_PAUSED", "SERVICE_RUNNING",
                "SERVICE_START_PENDING", "SERVICE_STOP_PENDING", "SERVICE_STOPPED",
            ]
        case .ententeTranslator: TranslationRecord.Maker.allCases.map(\.rawValue)
        case .ententeTranslationState: TranslationRecord.State.allCases.map(\.rawValue)
        }
    }
}
