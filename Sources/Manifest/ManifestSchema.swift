/// The schema of `manifest.xml`.
public enum ManifestSchema {
    /// Namespace of format 1; another format has another number at its end.
    public static let namespace = "urn:lianshen:manifest:1"

    /// The text of `Schemas/manifest/1/package.xsd`, which a test keeps equal to this. It is in the program because an installed binary has no
    /// folder of schemas beside it that could be lost or changed.
    public static let xsd = #"""
        <?xml version="1.0" encoding="UTF-8"?>
        <!--
          图纸包清单 manifest.xml，格式 1。The manifest of a drawing package, format 1.

          The file is UTF-8, at most 8 MiB, has no DOCTYPE, and lies at the top of the package.
          Paths are relative to the folder that holds manifest.xml, with "/" between segments.
          Beyond this schema a reader checks that a sheet number occurs once and that credit codes have the right check character.
        -->
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:lianshen:manifest:1" targetNamespace="urn:lianshen:manifest:1"
                   elementFormDefault="qualified">

          <xs:element name="package">
            <xs:complexType>
              <xs:all>
                <xs:element name="project" type="Project"/>
                <xs:element name="owner" type="Owner" minOccurs="0"/>
                <xs:element name="institute" type="Institute" minOccurs="0"/>
                <xs:element name="round" type="Round" minOccurs="0"/>
                <xs:element name="sheets" type="Sheets" minOccurs="0"/>
                <xs:element name="documents" type="Documents" minOccurs="0"/>
                <xs:element name="references" type="References" minOccurs="0"/>
                <xs:element name="removed" type="Removed" minOccurs="0"/>
                <xs:element name="changes" type="Changes" minOccurs="0"/>
              </xs:all>
              <xs:attribute name="format" use="required">
                <xs:simpleType>
                  <xs:restriction base="xs:token">
                    <xs:enumeration value="1"/>
                  </xs:restriction>
                </xs:simpleType>
              </xs:attribute>
            </xs:complexType>
          </xs:element>

          <!-- 工程 The project, by name and, once it has one, by the code of the national investment platform. -->
          <xs:complexType name="Project">
            <xs:attribute name="name" type="Title" use="required"/>
            <xs:attribute name="code" type="ProjectCode"/>
          </xs:complexType>

          <!-- 建设单位 The owner: the code decides, the name is for people. -->
          <xs:complexType name="Owner">
            <xs:attribute name="code" type="CreditCode" use="required"/>
            <xs:attribute name="name" type="Title"/>
          </xs:complexType>

          <!-- 编制单位 The institute that made the package. -->
          <xs:complexType name="Institute">
            <xs:attribute name="code" type="CreditCode"/>
            <xs:attribute name="name" type="Title"/>
          </xs:complexType>

          <!-- 轮次 The round that the package is for, 1 being the first review, the SHA-256 of the package that it replaces, and whether it is the whole set
               or brings only what changed since the last complete set; left out, it is complete in round 1 and partial later. -->
          <xs:complexType name="Round">
            <xs:attribute name="number" use="required">
              <xs:simpleType>
                <xs:restriction base="xs:integer">
                  <xs:minInclusive value="1"/>
                  <xs:maxInclusive value="99"/>
                </xs:restriction>
              </xs:simpleType>
            </xs:attribute>
            <xs:attribute name="replaces" type="SHA256"/>
            <xs:attribute name="set">
              <xs:simpleType>
                <xs:restriction base="xs:token">
                  <xs:enumeration value="complete"/>
                  <xs:enumeration value="partial"/>
                </xs:restriction>
              </xs:simpleType>
            </xs:attribute>
          </xs:complexType>

          <!-- 图纸 The drawings that are reviewed and stamped; several may lie in one file, each on its own page. -->
          <xs:complexType name="Sheets">
            <xs:sequence>
              <xs:element name="sheet" minOccurs="0" maxOccurs="unbounded">
                <xs:complexType>
                  <xs:attribute name="number" type="SheetNumber" use="required"/>
                  <xs:attribute name="title" type="Title" use="required"/>
                  <xs:attribute name="specialty" type="Word" use="required"/>
                  <xs:attribute name="kind" type="SheetKind" use="required"/>
                  <xs:attribute name="file" type="Path" use="required"/>
                  <xs:attribute name="page" default="1">
                    <xs:simpleType>
                      <xs:restriction base="xs:integer">
                        <xs:minInclusive value="1"/>
                        <xs:maxInclusive value="100000"/>
                      </xs:restriction>
                    </xs:simpleType>
                  </xs:attribute>
                  <xs:attribute name="revision" type="Word"/>
                  <xs:attribute name="size" type="Word"/>
                  <!-- As printed, for people; the title block decides. -->
                  <xs:attribute name="scale" type="Word"/>
                  <!-- 不对其他审查机构公开 Disclosure between the review bodies stops at this sheet. -->
                  <xs:attribute name="restricted" type="xs:boolean" default="false"/>
                  <xs:attribute name="sha256" type="SHA256"/>
                </xs:complexType>
              </xs:element>
            </xs:sequence>
          </xs:complexType>

          <!-- 文件 Reviewed documents that are no drawings: calculation books, geotechnical reports, special chapters. -->
          <xs:complexType name="Documents">
            <xs:sequence>
              <xs:element name="document" minOccurs="0" maxOccurs="unbounded">
                <xs:complexType>
                  <xs:attribute name="title" type="Title" use="required"/>
                  <xs:attribute name="kind" type="Word" use="required"/>
                  <xs:attribute name="file" type="Path" use="required"/>
                  <xs:attribute name="sha256" type="SHA256"/>
                </xs:complexType>
              </xs:element>
            </xs:sequence>
          </xs:complexType>

          <!-- 参考文件 Files that are hashed and kept, never stamped. -->
          <xs:complexType name="References">
            <xs:sequence>
              <xs:element name="reference" minOccurs="0" maxOccurs="unbounded">
                <xs:complexType>
                  <xs:attribute name="file" type="Path" use="required"/>
                  <xs:attribute name="kind" use="required">
                    <xs:simpleType>
                      <xs:restriction base="xs:token">
                        <xs:enumeration value="dwg"/>
                        <xs:enumeration value="dxf"/>
                        <xs:enumeration value="ifc"/>
                        <xs:enumeration value="other"/>
                      </xs:restriction>
                    </xs:simpleType>
                  </xs:attribute>
                </xs:complexType>
              </xs:element>
            </xs:sequence>
          </xs:complexType>

          <!-- 取消的图纸 Sheets of the last complete set that this package takes away. -->
          <xs:complexType name="Removed">
            <xs:sequence>
              <xs:element name="sheet" minOccurs="0" maxOccurs="unbounded">
                <xs:complexType>
                  <xs:attribute name="number" type="SheetNumber" use="required"/>
                </xs:complexType>
              </xs:element>
            </xs:sequence>
          </xs:complexType>

          <!-- 修改清单 Sheets of this package that are new or were changed since the last complete set: what is changed and not listed is a finding. -->
          <xs:complexType name="Changes">
            <xs:sequence>
              <xs:element name="change" minOccurs="0" maxOccurs="unbounded">
                <xs:complexType>
                  <xs:attribute name="number" type="SheetNumber" use="required"/>
                  <xs:attribute name="kind" default="revised">
                    <xs:simpleType>
                      <xs:restriction base="xs:token">
                        <xs:enumeration value="revised"/>
                        <xs:enumeration value="added"/>
                      </xs:restriction>
                    </xs:simpleType>
                  </xs:attribute>
                  <xs:attribute name="text" type="Title" use="required"/>
                </xs:complexType>
              </xs:element>
            </xs:sequence>
          </xs:complexType>

          <!-- 图纸类别 What a sheet shows; it decides which disciplines a change of the sheet concerns. -->
          <xs:simpleType name="SheetKind">
            <xs:restriction base="xs:token">
              <xs:enumeration value="drawing_list"/>
              <xs:enumeration value="design_notes"/>
              <xs:enumeration value="site_plan"/>
              <xs:enumeration value="fire_site_plan"/>
              <xs:enumeration value="basement_plan"/>
              <xs:enumeration value="floor_plan"/>
              <xs:enumeration value="roof_plan"/>
              <xs:enumeration value="elevation"/>
              <xs:enumeration value="section"/>
              <xs:enumeration value="detail"/>
              <xs:enumeration value="civil_defence_plan"/>
              <xs:enumeration value="foundation"/>
              <xs:enumeration value="structural_plan"/>
              <xs:enumeration value="reinforcement"/>
              <xs:enumeration value="plumbing"/>
              <xs:enumeration value="ventilation"/>
              <xs:enumeration value="electrical"/>
              <xs:enumeration value="lightning"/>
              <xs:enumeration value="other"/>
            </xs:restriction>
          </xs:simpleType>

          <!-- 统一社会信用代码 GB 32100-2015: no I, O, S, V, Z; six digits of area. -->
          <xs:simpleType name="CreditCode">
            <xs:restriction base="xs:token">
              <xs:pattern value="[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}"/>
            </xs:restriction>
          </xs:simpleType>

          <xs:simpleType name="ProjectCode">
            <xs:restriction base="xs:token">
              <xs:pattern value="[0-9]{4}-[0-9]{6}-[0-9]{2}-[0-9]{2}-[0-9]{6}"/>
            </xs:restriction>
          </xs:simpleType>

          <xs:simpleType name="SHA256">
            <xs:restriction base="xs:token">
              <xs:pattern value="[0-9a-f]{64}"/>
            </xs:restriction>
          </xs:simpleType>

          <!-- Relative: no leading slash, no backslash, no drive letter. -->
          <xs:simpleType name="Path">
            <xs:restriction base="xs:token">
              <xs:maxLength value="1024"/>
              <xs:pattern value="[^/\\:][^\\:]*"/>
            </xs:restriction>
          </xs:simpleType>

          <xs:simpleType name="SheetNumber">
            <xs:restriction base="xs:token">
              <xs:minLength value="1"/>
              <xs:maxLength value="64"/>
            </xs:restriction>
          </xs:simpleType>

          <xs:simpleType name="Title">
            <xs:restriction base="xs:token">
              <xs:minLength value="1"/>
              <xs:maxLength value="200"/>
            </xs:restriction>
          </xs:simpleType>

          <xs:simpleType name="Word">
            <xs:restriction base="xs:token">
              <xs:minLength value="1"/>
              <xs:maxLength value="40"/>
            </xs:restriction>
          </xs:simpleType>
        </xs:schema>

        """#
}
