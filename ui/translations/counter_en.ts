<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="vi">
<context>
    <name>AmendDialog</name>
    <message>
        <source>Sửa hồ sơ {number}</source>
        <extracomment>below this height the reason scrolls with the form</extracomment>
        <translation>Amend dossier {number}</translation>
    </message>
    <message>
        <source>Nhận kết quả</source>
        <translation>Result delivery</translation>
    </message>
    <message>
        <source>Tại quầy</source>
        <translation>At the counter</translation>
    </message>
    <message>
        <source>Qua bưu chính công ích</source>
        <translation>By public post</translation>
    </message>
    <message>
        <source>Lý do sửa</source>
        <translation>Reason for amendment</translation>
    </message>
    <message>
        <source>Ví dụ: nghe nhầm tên, dân bổ sung điện thoại</source>
        <translation>E.g. name misheard, phone number given later</translation>
    </message>
    <message>
        <source>Lưu và in lại giấy hẹn</source>
        <translation>Save and reprint receipt</translation>
    </message>
    <message>
        <source>Không sửa</source>
        <translation>Do not amend</translation>
    </message>
    <message>
        <source>Thủ tục</source>
        <translation>Procedure</translation>
    </message>
    <message>
        <source>Mã, ngày và quầy tiếp nhận không sửa được. PgDn sang phần sau.</source>
        <translation>Code, day and counter of reception cannot be changed. PgDn goes to the next part.</translation>
    </message>
    <message>
        <source>Người nộp</source>
        <translation>Filer</translation>
    </message>
    <message>
        <source>Căn cứ đại diện</source>
        <translation>Authority to represent</translation>
    </message>
    <message>
        <source>Chủ hồ sơ</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>Người nộp, cũng là chủ hồ sơ</source>
        <translation>Filer, also the owner</translation>
    </message>
    <message>
        <source>Mã số thuế</source>
        <translation>Tax code</translation>
    </message>
    <message>
        <source>Giới tính</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>Tên tổ chức</source>
        <translation>Organisation’s name</translation>
    </message>
    <message>
        <source>Trụ sở</source>
        <translation>Registered office</translation>
    </message>
    <message>
        <source>Hẹn trả, lệ phí, trả kết quả</source>
        <translation>Due date, fee, result delivery</translation>
    </message>
    <message>
        <source>Thời hạn</source>
        <translation>Time limit</translation>
    </message>
    <message>
        <source>Lệ phí</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>Số bộ</source>
        <translation>Sets</translation>
    </message>
    <message>
        <source>Nơi nhận, nếu qua bưu chính</source>
        <translation>Delivery address, if by post</translation>
    </message>
    <message>
        <source>Ghi chú</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Họ và tên</source>
        <translation>Full name</translation>
    </message>
    <message>
        <source>Số định danh</source>
        <translation>Personal ID number</translation>
    </message>
    <message>
        <source>Ngày sinh</source>
        <translation>Date of birth</translation>
    </message>
    <message>
        <source>Điện thoại</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>Nơi cư trú</source>
        <translation>Residence</translation>
    </message>
    <message>
        <source>Hay dùng ở quầy này</source>
        <translation>Often used at this counter</translation>
    </message>
    <message>
        <source>Chưa sửa. Còn {n} chỗ phải xem lại.</source>
        <translation>Not amended. Entries still to check: {n}.</translation>
    </message>
    <message>
        <source>Hẹn trả mới</source>
        <translation>New due date</translation>
    </message>
    <message>
        <source>Hẹn trả giữ nguyên</source>
        <translation>Due date unchanged</translation>
    </message>
    <message>
        <source>Chưa có gì thay đổi. Sửa ô cần sửa rồi lưu.</source>
        <translation>Nothing has changed yet. Edit the field concerned, then save.</translation>
    </message>
    <message>
        <source>Ghi lý do sửa: lý do nằm trong diễn biến của hồ sơ.</source>
        <translation>Give the reason: it is kept in the dossier’s history.</translation>
    </message>
</context>
<context>
    <name>AmendPapers</name>
    <message>
        <source>Thêm giấy tờ</source>
        <translation>Add paper</translation>
    </message>
    <message>
        <source>Tên giấy tờ, Enter để thêm</source>
        <translation>Name of the paper, Enter to add</translation>
    </message>
    <message>
        <source>Tên giấy tờ thêm</source>
        <translation>Name of the added paper</translation>
    </message>
    <message>
        <source>Thành phần hồ sơ</source>
        <translation>Components</translation>
    </message>
    <message>
        <source>{n} giấy tờ của thủ tục cũ ở cuối bảng đã bỏ đánh dấu. Đánh dấu lại nếu vẫn giữ.</source>
        <translation>Papers of the earlier procedure at the end of the table, now unticked: {n}. Tick again what is kept.</translation>
    </message>
    <message>
        <source>Số trang</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>trang</source>
        <translation>pages</translation>
    </message>
</context>
<context>
    <name>BottomBar</name>
    <message>
        <source>In lại</source>
        <translation>Reprint</translation>
    </message>
    <message>
        <source>In lại giấy vừa lưu (Ctrl P)</source>
        <translation>Reprint the paper just saved (Ctrl P)</translation>
    </message>
</context>
<context>
    <name>Button</name>
    <message>
        <source>phím {key}</source>
        <translation>key {key}</translation>
    </message>
</context>
<context>
    <name>CancelDialog</name>
    <message>
        <source>Hủy hồ sơ {number}?</source>
        <translation>Cancel dossier {number}?</translation>
    </message>
    <message>
        <source>Số này sẽ không dùng lại và giấy hẹn đã trao hết hiệu lực. Hồ sơ vẫn còn trong nhật ký cùng lý do.</source>
        <translation>This number will not be used again, and the receipt already handed out becomes void. The dossier stays in the journal together with the reason.</translation>
    </message>
    <message>
        <source>Hủy hồ sơ</source>
        <translation>Cancel dossier</translation>
    </message>
    <message>
        <source>Lý do hủy</source>
        <translation>Reason for cancellation</translation>
    </message>
    <message>
        <source>Ví dụ: nộp trùng, nhập nhầm người</source>
        <translation>E.g. filed twice, wrong person entered</translation>
    </message>
    <message>
        <source>Ghi lý do: người kiểm tra sổ sau này sẽ đọc.</source>
        <translation>Give the reason: whoever checks the register later will read it.</translation>
    </message>
</context>
<context>
    <name>CheckRow</name>
    <message>
        <source>bản chính</source>
        <translation>originals</translation>
    </message>
    <message>
        <source>bản chứng thực</source>
        <translation>certified copies</translation>
    </message>
    <message>
        <source>bản chụp</source>
        <translation>photocopies</translation>
    </message>
</context>
<context>
    <name>ChoiceRow</name>
    <message>
        <source>phím {key}</source>
        <translation>key {key}</translation>
    </message>
</context>
<context>
    <name>ClerkDesk</name>
    <message>
        <source>Phiếu đang mở. Bấm Esc rồi quét lại.</source>
        <translation>A slip is open. Press Esc, then scan again.</translation>
    </message>
    <message>
        <source>In {n} giấy đang chờ</source>
        <translation>Print waiting forms ({n})</translation>
    </message>
    <message>
        <source>Tìm lại máy in</source>
        <translation>Look for printers again</translation>
    </message>
</context>
<context>
    <name>ClerkWindow</name>
    <message>
        <source>Quầy Một Cửa</source>
        <extracomment>logical pixels, below those of 1366×768 at 200 %</extracomment>
        <translation>One-Stop Counter</translation>
    </message>
    <message>
        <source>Phòng phụ trách cần tài khoản của người phụ trách.</source>
        <translation>The supervisor’s room needs a supervisor’s account.</translation>
    </message>
    <message>
        <source>Đăng nhập rồi quét lại.</source>
        <translation>Log in, then scan again.</translation>
    </message>
    <message>
        <source>Lỗi ngoài dự kiến, mã {n}</source>
        <translation>Unexpected error, code {n}</translation>
    </message>
    <message>
        <source>Giao diện sáng</source>
        <translation>Light theme</translation>
    </message>
    <message>
        <source>Giao diện tối</source>
        <translation>Dark theme</translation>
    </message>
    <message>
        <source>Tương phản cao</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>Bảng phím tắt</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>Phòng phụ trách</source>
        <translation>Supervisor’s room</translation>
    </message>
    <message>
        <source>Khóa màn hình</source>
        <translation>Lock screen</translation>
    </message>
    <message>
        <source>Đổi người đăng nhập</source>
        <translation>Switch user</translation>
    </message>
</context>
<context>
    <name>ClosedPanel</name>
    <message>
        <source>Biên bản đã ký</source>
        <translation>Signed record</translation>
    </message>
    <message>
        <source>Mã niêm phong</source>
        <translation>Seal code</translation>
    </message>
    <message>
        <source>In biên bản</source>
        <translation>Print record</translation>
    </message>
    <message>
        <source>Ghi ra tệp PDF</source>
        <translation>Save as PDF</translation>
    </message>
    <message>
        <source>Việc bổ sung sau khi đóng</source>
        <translation>Acts added after closing</translation>
    </message>
    <message>
        <source>In phụ lục</source>
        <translation>Print annex</translation>
    </message>
    <message>
        <source>Đóng ngày toàn điểm</source>
        <translation>Close the day for the whole office</translation>
    </message>
    <message>
        <source>Ký đóng ngày toàn điểm</source>
        <translation>Sign and close the whole office</translation>
    </message>
    <message>
        <source>Đã đóng ngày {day}</source>
        <translation>Closed: {day}</translation>
    </message>
    <message>
        <source>Ngày này không thay đổi nữa. Việc làm thêm tự ghi vào ngày làm việc kế tiếp, có ghi bổ sung và giữ đúng giờ thật.</source>
        <translation>This day no longer changes. Later acts go to the next business day, marked as added, with their true time.</translation>
    </message>
    <message>
        <source>Người ký</source>
        <translation>Signed by</translation>
    </message>
    <message>
        <source>Hồ sơ nhận</source>
        <translation>Dossiers received</translation>
    </message>
    <message>
        <source>Phí, lệ phí</source>
        <translation>Charges and fees</translation>
    </message>
    <message>
        <source>Việc trong luồng ghi</source>
        <translation>Acts in the stream</translation>
    </message>
    <message>
        <source>và {n} việc nữa, xem phụ lục</source>
        <translation>and more acts: {n}, see the annex</translation>
    </message>
    <message>
        <source>{name} đã ký đóng ngày của toàn điểm.</source>
        <translation>{name} signed and closed the day for the whole office.</translation>
    </message>
    <message>
        <source>Theo tin cuối cùng của tỉnh về các quầy. Quầy chưa đủ thì ghi lý do; ký được cả khi mất mạng.</source>
        <translation>As last heard from the province about the counters. Give a reason for a counter that is incomplete; signing works offline too.</translation>
    </message>
    <message>
        <source>Ghi biên bản ra tệp</source>
        <translation>Save record to a file</translation>
    </message>
    <message>
        <source>Quầy chưa đủ cần lý do. Ghi vài chữ rồi ký.</source>
        <translation>An incomplete counter needs a reason. Write a few words, then sign.</translation>
    </message>
</context>
<context>
    <name>ClosingView</name>
    <message>
        <source>Đang đọc số liệu của ngày…</source>
        <extracomment>widths of the room: all three columns; list and middle; below, one after the other of the list</extracomment>
        <translation>Reading the day’s figures…</translation>
    </message>
    <message>
        <source>Mười việc kiểm tra</source>
        <translation>Ten checks</translation>
    </message>
    <message>
        <source>Ký đóng ngày</source>
        <translation>Sign and close the day</translation>
    </message>
    <message>
        <source>Mười việc</source>
        <translation>Ten checks</translation>
    </message>
    <message>
        <source>Chưa mở ngày làm việc nào</source>
        <translation>No business day is open yet</translation>
    </message>
    <message>
        <source>Ngày mở khi đăng nhập vào quầy hoặc khi có hồ sơ đầu tiên.</source>
        <translation>The day opens at login to the counter or with the first dossier.</translation>
    </message>
    <message>
        <source>{good} khớp, {ask} giải trình, {warn} nên xem</source>
        <translation>{good} in order, {ask} to explain, {warn} to look at</translation>
    </message>
    <message>
        <source>{good} khớp, {ask} cần giải trình</source>
        <translation>{good} in order, {ask} to explain</translation>
    </message>
    <message>
        <source>{good} khớp, {warn} nên xem</source>
        <translation>{good} in order, {warn} to look at</translation>
    </message>
    <message>
        <source>Khớp cả {n}</source>
        <translation>All {n} in order</translation>
    </message>
    <message>
        <source>Ký đóng ngày {day}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ngày đã đóng không mở lại được. Việc làm thêm tự ghi vào ngày làm việc kế tiếp, có ghi bổ sung.</source>
        <translation>A closed day cannot be reopened. Later acts go to the next business day, marked as added.</translation>
    </message>
    <message>
        <source>Để sau</source>
        <translation>Later</translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>Giữ lại</source>
        <translation>Keep</translation>
    </message>
</context>
<context>
    <name>DayBox</name>
    <message>
        <source>Giờ nghi ngờ</source>
        <translation>Time in doubt</translation>
    </message>
    <message>
        <source>Ngày trên lịch</source>
        <translation>Date on the calendar</translation>
    </message>
    <message>
        <source>Không phải, chọn ngày khác</source>
        <translation>No, choose another day</translation>
    </message>
    <message>
        <source>Ghi ngày, tháng, năm, ví dụ 23/11/2026.</source>
        <translation>Enter day, month and year, e.g. 23/11/2026.</translation>
    </message>
    <message>
        <source>Hôm nay là {day}</source>
        <translation>Today is {day}</translation>
    </message>
    <message>
        <source>Ngày làm việc: {day}</source>
        <translation>Business day: {day}</translation>
    </message>
    <message>
        <source>Mở ngày {day}</source>
        <translation>Open {day}</translation>
    </message>
    <message>
        <source>Ngày này không có thật. Ghi lại theo lịch.</source>
        <translation>There is no such date. Enter it as on the calendar.</translation>
    </message>
</context>
<context>
    <name>DayStrip</name>
    <message>
        <source>ngày</source>
        <translation>days</translation>
    </message>
</context>
<context>
    <name>DossierJournal</name>
    <message>
        <source>Diễn biến và việc có thể làm</source>
        <translation>History and possible actions</translation>
    </message>
    <message>
        <source>Diễn biến</source>
        <translation>History</translation>
    </message>
    <message>
        <source>mới nhất trên cùng</source>
        <translation>newest on top</translation>
    </message>
    <message>
        <source>Việc có thể làm</source>
        <translation>Possible actions</translation>
    </message>
    <message>
        <source>Chọn hồ sơ để xem diễn biến.</source>
        <translation>Choose a dossier to see its history.</translation>
    </message>
</context>
<context>
    <name>DossierPage</name>
    <message>
        <source>Trang hồ sơ</source>
        <extracomment>a state&apos;s badge: colour and icon, by the tone of the view model</extracomment>
        <translation>Dossier page</translation>
    </message>
    <message>
        <source>Đóng</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Chọn một hồ sơ ở danh sách</source>
        <translation>Choose a dossier from the list</translation>
    </message>
    <message>
        <source>Gõ tên không dấu, số cuối điện thoại, mã hồ sơ, hoặc quét mã trên giấy hẹn.</source>
        <translation>Type a name (no accents needed), the last digits of a phone number or a dossier code, or scan the code on the receipt.</translation>
    </message>
    <message>
        <source>Lưu tại máy này</source>
        <translation>Saved on this machine</translation>
    </message>
    <message>
        <source>Sẽ gửi về tỉnh khi có đồng bộ. Không cần làm gì.</source>
        <translation>Will be sent to the province once there is sync. Nothing to do.</translation>
    </message>
    <message>
        <source>Số tạm</source>
        <translation>Provisional number</translation>
    </message>
    <message>
        <source>In lại giấy hẹn</source>
        <translation>Reprint receipt</translation>
    </message>
    <message>
        <source>Sửa hồ sơ</source>
        <translation>Amend dossier</translation>
    </message>
    <message>
        <source>Tiếp nhận tiếp</source>
        <translation>Resume reception</translation>
    </message>
    <message>
        <source>Người nộp</source>
        <translation>Filer</translation>
    </message>
    <message>
        <source>Chủ hồ sơ và kết quả</source>
        <translation>Owner and result</translation>
    </message>
    <message>
        <source>Thành phần hồ sơ</source>
        <translation>Components</translation>
    </message>
    <message>
        <source>Biểu mẫu đã in</source>
        <translation>Printed forms</translation>
    </message>
    <message>
        <source>Ghi chú</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Đã nhận</source>
        <translation>Handed in</translation>
    </message>
    <message>
        <source>Che số</source>
        <translation>Mask numbers</translation>
    </message>
    <message>
        <source>Hiện đủ số</source>
        <translation>Show full numbers</translation>
    </message>
    <message>
        <source>Hồ sơ này không ghi giấy tờ nào.</source>
        <translation>No papers are recorded for this dossier.</translation>
    </message>
    <message>
        <source>Giấy tờ</source>
        <translation>Papers</translation>
    </message>
    <message>
        <source>chưa in</source>
        <translation>not printed yet</translation>
    </message>
    <message>
        <source>bản in lại, {time}</source>
        <translation>reprint, {time}</translation>
    </message>
    <message>
        <source>in lúc {time}</source>
        <translation>printed at {time}</translation>
    </message>
    <message>
        <source>Xem</source>
        <translation>View</translation>
    </message>
    <message>
        <source>In lại</source>
        <translation>Reprint</translation>
    </message>
</context>
<context>
    <name>ExceptionsView</name>
    <message>
        <source>Chờ quyết định</source>
        <translation>Waiting for a decision</translation>
    </message>
    <message>
        <source>Việc cần quyết</source>
        <translation>Matters to decide</translation>
    </message>
    <message>
        <source>Danh sách</source>
        <translation>List</translation>
    </message>
    <message>
        <source>Đang đọc danh sách…</source>
        <translation>Reading the list…</translation>
    </message>
    <message>
        <source>Không có việc nào chờ quyết</source>
        <translation>Nothing waits for a decision</translation>
    </message>
    <message>
        <source>Tỉnh thấy việc chưa khớp thì việc hiện ở đây sau lần đồng bộ kế tiếp.</source>
        <translation>When the province finds something that does not match, it appears here after the next sync.</translation>
    </message>
    <message>
        <source>{n} việc</source>
        <translation>Matters: {n}</translation>
    </message>
    <message>
        <source>{owner}, đã chờ {age}</source>
        <translation>{owner}, has waited {age}</translation>
    </message>
    <message>
        <source>{owner}, chờ {age}</source>
        <translation>{owner}, waiting {age}</translation>
    </message>
</context>
<context>
    <name>ExitDialog</name>
    <message>
        <source>Lý do ghi trên phiếu</source>
        <translation>Reason written on the slip</translation>
    </message>
    <message>
        <source>Quay lại tờ tiếp nhận</source>
        <translation>Back to the form</translation>
    </message>
    <message>
        <source>Lý do thường gặp: bấm số, hoặc Alt và số khi đang gõ</source>
        <translation>Usual reasons: press the digit, or Alt and the digit while typing</translation>
    </message>
    <message>
        <source>Đang lưu</source>
        <translation>Saving</translation>
    </message>
    <message>
        <source>Lưu và in phiếu</source>
        <translation>Save and print slip</translation>
    </message>
    <message>
        <source>Lưu, in sau</source>
        <translation>Save, print later</translation>
    </message>
</context>
<context>
    <name>ExplainPanel</name>
    <message>
        <source>Xử lý thế nào?</source>
        <translation>What is to be done?</translation>
    </message>
    <message>
        <source>Ghi thêm</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Số đã dùng trong ngày</source>
        <translation>Numbers used that day</translation>
    </message>
    <message>
        <source>Mở hồ sơ</source>
        <translation>Open dossier</translation>
    </message>
    <message>
        <source>Ghi rõ lý do</source>
        <translation>State the reason</translation>
    </message>
    <message>
        <source>In và sang việc sau</source>
        <translation>Print, go to next</translation>
    </message>
    <message>
        <source>In giấy</source>
        <translation>Print form</translation>
    </message>
    <message>
        <source>Hủy hồ sơ này</source>
        <translation>Cancel this dossier</translation>
    </message>
    <message>
        <source>Ghi và sang việc sau</source>
        <translation>Save, go to next</translation>
    </message>
    <message>
        <source>Ghi giải trình</source>
        <translation>Save explanation</translation>
    </message>
    <message>
        <source>Giải trình lại</source>
        <translation>Explain again</translation>
    </message>
    <message>
        <source>Giải trình lại: {title}</source>
        <translation>Explain again: {title}</translation>
    </message>
    <message>
        <source>Hủy hồ sơ {number}?</source>
        <translation>Cancel dossier {number}?</translation>
    </message>
    <message>
        <source>Số này sẽ không dùng lại.</source>
        <translation>This number will not be used again.</translation>
    </message>
    <message>
        <source>Hủy hồ sơ</source>
        <translation>Cancel dossier</translation>
    </message>
    <message>
        <source>Câu trả lời này cần lý do. Ghi vài chữ rồi bấm Enter.</source>
        <translation>This answer needs a reason. Write a few words, then press Enter.</translation>
    </message>
</context>
<context>
    <name>FeeSection</name>
    <message>
        <source>Phí, trả kết quả</source>
        <translation>Fee, result delivery</translation>
    </message>
    <message>
        <source>Số bản</source>
        <translation>Copies</translation>
    </message>
    <message>
        <source>Số trang</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Lệ phí</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>chưa rõ</source>
        <translation>not known</translation>
    </message>
    <message>
        <source>đ</source>
        <translation>đ</translation>
    </message>
    <message>
        <source>Hẹn trả</source>
        <translation>By appointment</translation>
    </message>
    <message>
        <source>Trả ngay</source>
        <translation>At once</translation>
    </message>
    <message>
        <source>Trả kết quả</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>Tại quầy</source>
        <translation>At the counter</translation>
    </message>
    <message>
        <source>Qua bưu chính</source>
        <translation>By post</translation>
    </message>
    <message>
        <source>Nhận kết quả</source>
        <translation>Result delivery</translation>
    </message>
    <message>
        <source>Ghi chú</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Địa chỉ bưu chính gửi kết quả tới</source>
        <translation>Postal address for the result</translation>
    </message>
    <message>
        <source>In giấy hẹn dù đã trả ngay</source>
        <translation>Print a receipt although returned at once</translation>
    </message>
    <message>
        <source>Chọn thủ tục để thấy mức thu.</source>
        <translation>Choose a procedure to see the fee.</translation>
    </message>
    <message>
        <source>để trống thì gửi tới: {home}</source>
        <translation>if left empty, sent to: {home}</translation>
    </message>
    <message>
        <source>Thủ tục này không thu lệ phí</source>
        <translation>This procedure is free of charge</translation>
    </message>
    <message>
        <source>Lấy mức tính</source>
        <translation>Use computed fee</translation>
    </message>
    <message>
        <source>Lý do thu khác mức tính</source>
        <translation>Reason for a different fee</translation>
    </message>
    <message>
        <source>Ghi lý do</source>
        <translation>Give the reason</translation>
    </message>
    <message>
        <source>Ghi chú cho người thụ lý, không in lên giấy hẹn</source>
        <translation>Notes for the officer in charge, not printed on the receipt</translation>
    </message>
    <message>
        <source>Cộng từ các giấy tờ ở trên</source>
        <translation>Summed from the papers above</translation>
    </message>
    <message>
        <source>Phí</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source> đ</source>
        <translation> đ</translation>
    </message>
    <message>
        <source>{n} bản</source>
        <translation>copies: {n}</translation>
    </message>
</context>
<context>
    <name>Heading</name>
    <message>
        <source>Tiếp nhận hồ sơ</source>
        <translation>Receive dossier</translation>
    </message>
    <message>
        <source>Xóa trắng</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>Trực tiếp</source>
        <translation>In person</translation>
    </message>
    <message>
        <source>Bưu chính</source>
        <translation>By post</translation>
    </message>
    <message>
        <source>Trực tuyến</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Cách nộp hồ sơ</source>
        <translation>How it was filed</translation>
    </message>
    <message>
        <source>chưa giữ được bản nháp</source>
        <translation>draft not kept</translation>
    </message>
    <message>
        <source>Tới lỗi đầu</source>
        <translation>Go to first error</translation>
    </message>
</context>
<context>
    <name>KeyCap</name>
    <message>
        <source>phím {key}</source>
        <translation>key {key}</translation>
    </message>
</context>
<context>
    <name>KeyMapSheet</name>
    <message>
        <source>Tìm phím theo việc cần làm</source>
        <translation>Find a key by task</translation>
    </message>
    <message>
        <source>Phím tắt</source>
        <translation>Shortcuts</translation>
    </message>
    <message>
        <source>Không có phím nào như vậy</source>
        <translation>No such key</translation>
    </message>
    <message>
        <source>Gõ việc cần làm, ví dụ: in, tìm, khóa.</source>
        <translation>Type what you want to do, e.g. print, find, lock.</translation>
    </message>
    <message>
        <source>Bảng phím tắt</source>
        <translation>Keyboard shortcuts</translation>
    </message>
</context>
<context>
    <name>LineCard</name>
    <message>
        <source>Việc của máy này đang ở đâu</source>
        <extracomment>below this height of the window the card says less</extracomment>
        <translation>Where this machine&apos;s acts are</translation>
    </message>
    <message>
        <source>Đang gửi…</source>
        <translation>Sending…</translation>
    </message>
    <message>
        <source>Gửi ngay</source>
        <translation>Send now</translation>
    </message>
</context>
<context>
    <name>LinePanel</name>
    <message>
        <source>Mở hồ sơ</source>
        <extracomment>width of the room from which list and line stand side by side; of the list</extracomment>
        <translation>Open dossier</translation>
    </message>
    <message>
        <source>Quyết thế nào?</source>
        <translation>What is the decision?</translation>
    </message>
    <message>
        <source>Lý do</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Ghi quyết định</source>
        <translation>Save decision</translation>
    </message>
    <message>
        <source>Tỉnh quyết việc này</source>
        <translation>The province decides this</translation>
    </message>
    <message>
        <source>Ở điểm không phải làm gì. Cần hỏi thì gọi cho tỉnh, đọc số việc.</source>
        <translation>Nothing to do at the office. For questions call the province and give the act’s number.</translation>
    </message>
    <message>
        <source>Hồ sơ</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Chủ hồ sơ</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>Thủ tục</source>
        <translation>Procedure</translation>
    </message>
    <message>
        <source>Việc</source>
        <translation>Act</translation>
    </message>
    <message>
        <source>Tỉnh thấy lúc</source>
        <translation>Found by province at</translation>
    </message>
    <message>
        <source>Quyết định cần lý do. Ghi vài chữ rồi bấm Enter.</source>
        <translation>The decision needs a reason. Write a few words, then press Enter.</translation>
    </message>
    <message>
        <source>Hủy hồ sơ {number}?</source>
        <translation>Cancel dossier {number}?</translation>
    </message>
    <message>
        <source>Số này sẽ không dùng lại.</source>
        <translation>This number will not be used again.</translation>
    </message>
    <message>
        <source>Hủy hồ sơ</source>
        <translation>Cancel dossier</translation>
    </message>
</context>
<context>
    <name>LineRow</name>
    <message>
        <source>Ghi vào phiếu (phím cách)</source>
        <translation>Put on the slip (Space)</translation>
    </message>
    <message>
        <source>Nội dung cần bổ sung {n}</source>
        <translation>What to bring {n}</translation>
    </message>
    <message>
        <source>Gõ để sửa, Ctrl Delete để bỏ dòng</source>
        <translation>Type to change, Ctrl Delete to drop the line</translation>
    </message>
    <message>
        <source>Ghi vào phiếu: {line}</source>
        <translation>Put on the slip: {line}</translation>
    </message>
</context>
<context>
    <name>LoginView</name>
    <message>
        <source>Thử lại</source>
        <extracomment>below this height the mark and the title make room</extracomment>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Tập huấn</source>
        <translation>Practice</translation>
    </message>
    <message>
        <source>Mật khẩu</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Người khác đăng nhập</source>
        <translation>Someone else logs in</translation>
    </message>
    <message>
        <source>Đăng nhập được khi ngoại tuyến</source>
        <translation>Login works offline</translation>
    </message>
    <message>
        <source>Quầy Một Cửa</source>
        <translation>One-Stop Counter</translation>
    </message>
    <message>
        <source>Quầy {n}</source>
        <translation>Counter {n}</translation>
    </message>
    <message>
        <source>Đang kiểm tra…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>Đang khóa</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>Đăng nhập</source>
        <translation>Log in</translation>
    </message>
    <message>
        <source>Mở khóa</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>chờ {n} giây</source>
        <translation>wait {n} s</translation>
    </message>
    <message>
        <source>Chưa chọn tên. Bấm vào tên ở trên.</source>
        <translation>No name chosen. Click a name above.</translation>
    </message>
</context>
<context>
    <name>NumberStrip</name>
    <message>
        <source>Số {first} đến {last}, thiếu {n} số</source>
        <extracomment>so many are drawn one by one; more are a bar</extracomment>
        <translation>Numbers {first} to {last}, missing: {n}</translation>
    </message>
</context>
<context>
    <name>PaperHeader</name>
    <message>
        <source>Nguồn</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>Chính</source>
        <translation>Orig.</translation>
    </message>
    <message>
        <source>Ch.thực</source>
        <translation>Cert.</translation>
    </message>
    <message>
        <source>Chụp</source>
        <translation>Copy</translation>
    </message>
</context>
<context>
    <name>PapersSection</name>
    <message>
        <source>Thành&#xa0;phần hồ&#xa0;sơ</source>
        <translation>Components</translation>
    </message>
    <message>
        <source>Thành phần hồ sơ</source>
        <translation>Components</translation>
    </message>
    <message>
        <source>Chọn thủ tục để thấy giấy tờ phải nộp.</source>
        <translation>Choose a procedure to see the papers required.</translation>
    </message>
    <message>
        <source>Thêm giấy tờ</source>
        <translation>Add paper</translation>
    </message>
    <message>
        <source>Số trang</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Ghi số trang của từng giấy tờ (Alt S)</source>
        <translation>Enter the pages of each paper (Alt S)</translation>
    </message>
    <message>
        <source>Tên giấy tờ, Enter để thêm</source>
        <translation>Name of the paper, Enter to add</translation>
    </message>
    <message>
        <source>Tên giấy tờ thêm</source>
        <translation>Name of the added paper</translation>
    </message>
    <message>
        <source>Nguồn</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>trang</source>
        <translation>pages</translation>
    </message>
</context>
<context>
    <name>PasswordField</name>
    <message>
        <source>Đang bật Caps Lock: chữ gõ ra là chữ in.</source>
        <translation>Caps Lock is on: letters come out as capitals.</translation>
    </message>
</context>
<context>
    <name>PeopleBox</name>
    <message>
        <source>Người làm việc</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>Chọn tên</source>
        <translation>Choose a name</translation>
    </message>
</context>
<context>
    <name>PeopleSection</name>
    <message>
        <source>Người nộp</source>
        <translation>Filer</translation>
    </message>
    <message>
        <source>Số định danh</source>
        <translation>Personal ID number</translation>
    </message>
    <message>
        <source>Quét thẻ hoặc gõ 12 số</source>
        <translation>Scan the card or type 12 digits</translation>
    </message>
    <message>
        <source>Họ và tên</source>
        <translation>Full name</translation>
    </message>
    <message>
        <source>Ngày sinh</source>
        <translation>Date of birth</translation>
    </message>
    <message>
        <source>Giới tính</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>Nơi cư trú</source>
        <translation>Residence</translation>
    </message>
    <message>
        <source>Điện thoại</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>Người khác</source>
        <translation>Another person</translation>
    </message>
    <message>
        <source>Tổ chức</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Chủ hồ sơ</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>Họ tên chủ hồ sơ</source>
        <translation>Owner’s full name</translation>
    </message>
    <message>
        <source>Số định danh chủ hồ sơ</source>
        <translation>Owner’s personal ID number</translation>
    </message>
    <message>
        <source>Ngày sinh chủ hồ sơ</source>
        <translation>Owner’s date of birth</translation>
    </message>
    <message>
        <source>Mã số thuế</source>
        <translation>Tax code</translation>
    </message>
    <message>
        <source>Địa chỉ tổ chức</source>
        <translation>Organisation’s address</translation>
    </message>
    <message>
        <source>Điện thoại tổ chức</source>
        <translation>Organisation’s phone</translation>
    </message>
    <message>
        <source>Căn cứ đại diện</source>
        <translation>Authority to represent</translation>
    </message>
    <message>
        <source>Cha mẹ, giấy ủy quyền, người đại diện…</source>
        <translation>Parent, power of attorney, representative…</translation>
    </message>
    <message>
        <source>Số hộ chiếu</source>
        <translation>Passport no.</translation>
    </message>
    <message>
        <source>Nước cấp</source>
        <translation>Issued by</translation>
    </message>
    <message>
        <source>Thư điện tử</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Số hộ chiếu chủ hồ sơ</source>
        <translation>Owner’s passport no.</translation>
    </message>
    <message>
        <source>Nước cấp hộ chiếu chủ hồ sơ</source>
        <translation>Country that issued the owner’s passport</translation>
    </message>
    <message>
        <source>Thư điện tử chủ hồ sơ</source>
        <translation>Owner’s e-mail</translation>
    </message>
    <message>
        <source>ví dụ Hàn Quốc</source>
        <translation>e.g. Korea</translation>
    </message>
    <message>
        <source>Hộ chiếu, thư điện tử</source>
        <translation>Passport, e-mail</translation>
    </message>
    <message>
        <source>Người liên quan</source>
        <translation>Other person</translation>
    </message>
    <message>
        <source>Tên tổ chức</source>
        <translation>Organisation’s name</translation>
    </message>
    <message>
        <source>Thẻ</source>
        <translation>Card</translation>
    </message>
    <message>
        <source>quét thẻ lúc {time}</source>
        <translation>card scanned at {time}</translation>
    </message>
    <message>
        <source>chủ hồ sơ {name}</source>
        <translation>owner {name}</translation>
    </message>
    <message>
        <source>{n} người liên quan</source>
        <translation>{n} other persons</translation>
    </message>
</context>
<context>
    <name>PlacesCard</name>
    <message>
        <source>Gửi ngay</source>
        <translation>Send now</translation>
    </message>
    <message>
        <source>Ghi USB</source>
        <translation>Save to USB</translation>
    </message>
    <message>
        <source>{n} việc của máy này đang ở đâu</source>
        <translation>Where this machine’s {n} acts are</translation>
    </message>
    <message>
        <source>Đang gửi…</source>
        <translation>Sending…</translation>
    </message>
</context>
<context>
    <name>PreviewView</name>
    <message>
        <source>Xem trước khi in</source>
        <translation>Print preview</translation>
    </message>
    <message>
        <source>Đang dựng trang…</source>
        <translation>Preparing pages…</translation>
    </message>
    <message>
        <source>Trang {n}</source>
        <translation>Page {n}</translation>
    </message>
    <message>
        <source>Trang {n} trên {total}</source>
        <translation>Page {n} of {total}</translation>
    </message>
    <message>
        <source>Không có máy in</source>
        <translation>No printer</translation>
    </message>
    <message>
        <source>Hồ sơ đã lưu, giấy chờ in. Cắm máy in, bật nguồn rồi kiểm tra lại, hoặc lưu PDF để in ở máy khác.</source>
        <translation>The dossier is saved and the form waits. Connect the printer, switch it on and check again, or save a PDF to print elsewhere.</translation>
    </message>
    <message>
        <source>Máy in sẵn sàng</source>
        <translation>Printer ready</translation>
    </message>
    <message>
        <source>Đang gửi tới máy in…</source>
        <translation>Sending to the printer…</translation>
    </message>
    <message>
        <source>Đã gửi tới máy in</source>
        <translation>Sent to the printer</translation>
    </message>
    <message>
        <source>Các trang</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Máy in</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>Vừa trang</source>
        <translation>Fit page</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation>100%</translation>
    </message>
    <message>
        <source>Cỡ xem</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Kiểm tra lại</source>
        <translation>Check again</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>Lưu PDF</source>
        <translation>Save PDF</translation>
    </message>
    <message>
        <source>Đóng</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Số bản</source>
        <translation>Copies</translation>
    </message>
    <message>
        <source>chưa in được</source>
        <translation>cannot print yet</translation>
    </message>
    <message>
        <source>chờ trang</source>
        <translation>waiting for pages</translation>
    </message>
    <message>
        <source>Đang gửi…</source>
        <translation>Sending…</translation>
    </message>
    <message>
        <source>In lại</source>
        <translation>Reprint</translation>
    </message>
</context>
<context>
    <name>Previewing</name>
    <message>
        <source>Chưa dựng được trang</source>
        <translation>The pages could not be prepared</translation>
    </message>
    <message>
        <source>{n} bản.</source>
        <translation>Copies: {n}.</translation>
    </message>
    <message>
        <source>Ghi giấy ra tệp</source>
        <translation>Save paper to a file</translation>
    </message>
    <message>
        <source>Chưa ghi được tệp</source>
        <translation>The file could not be saved</translation>
    </message>
    <message>
        <source>{why} Giấy vẫn in được; chọn thư mục khác rồi ghi lại.</source>
        <translation>{why} The form can still be printed; choose another folder and save again.</translation>
    </message>
</context>
<context>
    <name>ProcedureField</name>
    <message>
        <source>Gõ tên, mã hoặc chữ đầu, không cần dấu</source>
        <translation>Type a name, code or initials, no accents needed</translation>
    </message>
    <message>
        <source>Thủ tục</source>
        <translation>Procedure</translation>
    </message>
</context>
<context>
    <name>ProcedurePopup</name>
    <message>
        <source>Thủ tục tìm thấy</source>
        <translation>Procedures found</translation>
    </message>
    <message>
        <source>Không có thủ tục nào khớp. Thử ít chữ hơn.</source>
        <translation>No procedure matches. Try fewer words.</translation>
    </message>
</context>
<context>
    <name>ProcedureSection</name>
    <message>
        <source>Thủ tục</source>
        <translation>Procedure</translation>
    </message>
    <message>
        <source>Thời hạn</source>
        <translation>Time limit</translation>
    </message>
    <message>
        <source>ví dụ 5, 15 ngày, 4 giờ</source>
        <translation>e.g. 5, 15 days, 4 hours</translation>
    </message>
    <message>
        <source>Hay dùng ở quầy này</source>
        <translation>Often used at this counter</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>{n} bản, trả ngay tại quầy</source>
        <translation>copies: {n}, returned at once at the counter</translation>
    </message>
    <message>
        <source>Trả ngay, thu</source>
        <translation>Returned at once, fee</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Phòng làm việc</source>
        <translation>Workspaces</translation>
    </message>
</context>
<context>
    <name>RailItem</name>
    <message>
        <source>{count} việc chờ</source>
        <translation>{count} waiting</translation>
    </message>
</context>
<context>
    <name>ReasonItem</name>
    <message>
        <source>phím {key}</source>
        <translation>key {key}</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>Lý do thường gặp</source>
        <translation>Usual reasons</translation>
    </message>
</context>
<context>
    <name>Recent</name>
    <message>
        <source>Hay dùng ở quầy này</source>
        <translation>Often used at this counter</translation>
    </message>
</context>
<context>
    <name>ReceptionView</name>
    <message>
        <source>Đã rõ</source>
        <extracomment>below this height sections stand a little closer below this height of its own the panel would not hold date and buttons</extracomment>
        <translation>Understood</translation>
    </message>
    <message>
        <source>đủ</source>
        <translation>complete</translation>
    </message>
    <message>
        <source>có chỗ phải sửa</source>
        <translation>has errors</translation>
    </message>
    <message>
        <source>có chỗ cần xem lại</source>
        <translation>has entries to check</translation>
    </message>
    <message>
        <source>chưa đủ</source>
        <translation>incomplete</translation>
    </message>
</context>
<context>
    <name>RefusalDialog</name>
    <message>
        <source>Người dân yêu cầu việc gì</source>
        <translation>What the citizen asks for</translation>
    </message>
    <message>
        <source>Căn cứ pháp lý</source>
        <translation>Legal basis</translation>
    </message>
    <message>
        <source>Cơ quan có thẩm quyền giải quyết</source>
        <translation>Competent agency</translation>
    </message>
    <message>
        <source>Từ chối tiếp nhận</source>
        <translation>Refuse reception</translation>
    </message>
    <message>
        <source>Chưa chọn thủ tục: ghi theo lời người dân</source>
        <translation>No procedure is chosen: write what the citizen says</translation>
    </message>
    <message>
        <source>Nghị định, thông tư, điều khoản, nếu có</source>
        <translation>Decree, circular, article, if any</translation>
    </message>
    <message>
        <source>Nơi người dân phải tới, nếu có</source>
        <translation>Where the citizen has to go, if anywhere</translation>
    </message>
    <message>
        <source>Giấy tờ trả lại người nộp</source>
        <translation>Papers given back to the filer</translation>
    </message>
</context>
<context>
    <name>RelatedRow</name>
    <message>
        <source>Họ tên người liên quan</source>
        <translation>Other person’s name</translation>
    </message>
    <message>
        <source>Số định danh người liên quan</source>
        <translation>Other person’s ID number</translation>
    </message>
    <message>
        <source>Vai trò</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>bên B, đồng sở hữu…</source>
        <translation>party B, co-owner…</translation>
    </message>
    <message>
        <source>Số định danh</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>Bỏ</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Bỏ người liên quan {n}</source>
        <translation>Remove other person {n}</translation>
    </message>
    <message>
        <source>Bỏ dòng này (Ctrl Delete)</source>
        <translation>Remove this line (Ctrl Delete)</translation>
    </message>
</context>
<context>
    <name>RestartDialog</name>
    <message>
        <source>Đồng bộ ngay</source>
        <translation>Sync now</translation>
    </message>
    <message>
        <source>Đã hiểu, không nhắc lại</source>
        <translation>Understood, do not show again</translation>
    </message>
    <message>
        <source>Để sau</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>Đang đồng bộ…</source>
        <translation>Syncing…</translation>
    </message>
</context>
<context>
    <name>ResultList</name>
    <message>
        <source>Hồ sơ tìm thấy</source>
        <translation>Dossiers found</translation>
    </message>
</context>
<context>
    <name>SaveButtons</name>
    <message>
        <source>Bổ sung</source>
        <translation>Supplement</translation>
    </message>
    <message>
        <source>Từ chối</source>
        <translation>Refuse</translation>
    </message>
    <message>
        <source>Đang lưu</source>
        <translation>Saving</translation>
    </message>
</context>
<context>
    <name>SavedCard</name>
    <message>
        <source>Đã lưu</source>
        <translation>Saved</translation>
    </message>
    <message>
        <source>Số tạm</source>
        <translation>Provisional number</translation>
    </message>
    <message>
        <source>In lại</source>
        <translation>Reprint</translation>
    </message>
    <message>
        <source>Sửa hoặc hủy</source>
        <translation>Amend or cancel</translation>
    </message>
    <message>
        <source>Mở phiếu</source>
        <translation>Open slip</translation>
    </message>
    <message>
        <source>Đã lưu phiếu yêu cầu bổ sung</source>
        <translation>Supplement slip saved</translation>
    </message>
    <message>
        <source>Đã lưu phiếu từ chối</source>
        <translation>Refusal slip saved</translation>
    </message>
    <message>
        <source>Đã lưu, đã trả kết quả</source>
        <translation>Saved, result returned</translation>
    </message>
    <message>
        <source>{title}, số tạm</source>
        <translation>{title}, provisional number</translation>
    </message>
</context>
<context>
    <name>SearchHead</name>
    <message>
        <source>Tìm hồ sơ, người, mã, số điện thoại</source>
        <translation>Find a dossier, person, code or phone number</translation>
    </message>
    <message>
        <source>Lọc hồ sơ</source>
        <translation>Filter dossiers</translation>
    </message>
</context>
<context>
    <name>SearchView</name>
    <message>
        <source>Tìm lại</source>
        <translation>Search again</translation>
    </message>
    <message>
        <source>Hồ sơ tìm thấy</source>
        <translation>Dossiers found</translation>
    </message>
    <message>
        <source>Hồ sơ</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Diễn biến</source>
        <translation>History</translation>
    </message>
    <message>
        <source>Danh sách</source>
        <translation>List</translation>
    </message>
    <message>
        <source>Diễn biến và việc tiếp  {n}</source>
        <translation>History and next steps  {n}</translation>
    </message>
    <message>
        <source>{act}: {why}.</source>
        <translation>{act}: {why}.</translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>Đóng</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Tập huấn, giấy in không có giá trị</source>
        <translation>Practice: printed forms are not valid</translation>
    </message>
    <message>
        <source>Tìm hồ sơ, người…</source>
        <translation>Find a dossier, a person…</translation>
    </message>
    <message>
        <source>Ngày làm việc</source>
        <translation>Business day</translation>
    </message>
    <message>
        <source>Tập huấn</source>
        <translation>Practice</translation>
    </message>
    <message>
        <source>Quầy {n}</source>
        <translation>Counter {n}</translation>
    </message>
    <message>
        <source>Quầy</source>
        <translation>Counter</translation>
    </message>
</context>
<context>
    <name>SidePanelView</name>
    <message>
        <source>Phí, lệ phí theo sổ</source>
        <translation>Charges and fees by the book</translation>
    </message>
    <message>
        <source>Ký đóng ngày</source>
        <translation>Sign and close the day</translation>
    </message>
    <message>
        <source>Hồ sơ nhận</source>
        <translation>Dossiers received</translation>
    </message>
    <message>
        <source>Hồ sơ hủy</source>
        <translation>Dossiers cancelled</translation>
    </message>
    <message>
        <source>Cộng</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Đang ký…</source>
        <translation>Signing…</translation>
    </message>
</context>
<context>
    <name>SlipPanel</name>
    <message>
        <source>Mẫu 01, A5, 2 liên</source>
        <translation>Form 01, A5, 2 parts</translation>
    </message>
    <message>
        <source>Trả ngay, không in giấy</source>
        <translation>Returned at once, nothing printed</translation>
    </message>
    <message>
        <source>Giấy hẹn sắp in</source>
        <translation>Receipt to be printed</translation>
    </message>
</context>
<context>
    <name>StationRow</name>
    <message>
        <source>Quầy {n}</source>
        <extracomment>late acts that are listed in the window; the appendix has all</extracomment>
        <translation>Counter {n}</translation>
    </message>
    <message>
        <source>máy này</source>
        <translation>this machine</translation>
    </message>
    <message>
        <source>Lý do quầy {n} chưa đủ</source>
        <translation>Why counter {n} is incomplete</translation>
    </message>
    <message>
        <source>Đủ</source>
        <translation>Complete</translation>
    </message>
    <message>
        <source>Đã đóng, {n} việc chưa về tỉnh</source>
        <translation>Closed, acts not yet with the province: {n}</translation>
    </message>
    <message>
        <source>Chưa đóng ngày</source>
        <translation>Day not closed</translation>
    </message>
    <message>
        <source>Im lặng từ {since}</source>
        <translation>Silent since {since}</translation>
    </message>
    <message>
        <source>Chưa từng liên lạc</source>
        <translation>Never in contact</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Tình trạng máy và đường truyền</source>
        <translation>Machine and connection status</translation>
    </message>
</context>
<context>
    <name>SupervisorDesk</name>
    <message>
        <source>Đồng bộ với tỉnh</source>
        <translation>Sync with the province</translation>
    </message>
    <message>
        <source>Việc cần quyết</source>
        <translation>Matters to decide</translation>
    </message>
    <message>
        <source>Đóng ngày {day}</source>
        <translation>Close {day}</translation>
    </message>
    <message>
        <source>Đã đóng ngày {day}</source>
        <translation>Closed: {day}</translation>
    </message>
    <message>
        <source>Đóng ngày</source>
        <translation>Close the day</translation>
    </message>
    <message>
        <source>Tìm lại máy in</source>
        <translation>Look for printers again</translation>
    </message>
</context>
<context>
    <name>SupervisorShell</name>
    <message>
        <source>Tập huấn, giấy in không có giá trị</source>
        <translation>Practice: printed forms are not valid</translation>
    </message>
    <message>
        <source>hồ sơ nhận</source>
        <translation>dossiers received</translation>
    </message>
    <message>
        <source>giấy đã in</source>
        <translation>forms printed</translation>
    </message>
    <message>
        <source>phí, lệ phí</source>
        <translation>charges and fees</translation>
    </message>
</context>
<context>
    <name>SupplementDialog</name>
    <message>
        <source>Yêu cầu bổ sung</source>
        <translation>Request supplement</translation>
    </message>
    <message>
        <source>Cần nộp hoặc sửa (phím cách đánh dấu, gõ để sửa chữ)</source>
        <translation>To bring or to put right (Space ticks, type to change the words)</translation>
    </message>
    <message>
        <source>Nội dung khác, Enter để thêm</source>
        <translation>Something else, Enter adds it</translation>
    </message>
    <message>
        <source>Nội dung khác cần bổ sung</source>
        <translation>Something else to bring</translation>
    </message>
    <message>
        <source>Để trống thì phiếu ghi: hồ sơ chưa đầy đủ, chưa chính xác ở nội dung trên</source>
        <translation>If left empty the slip says: the dossier is incomplete or incorrect in the above</translation>
    </message>
</context>
<context>
    <name>SyncView</name>
    <message>
        <source>Đường về tỉnh</source>
        <extracomment>width of the room from which the counters stand beside the rest</extracomment>
        <translation>Line to the province</translation>
    </message>
    <message>
        <source>Gửi ngay</source>
        <translation>Send now</translation>
    </message>
    <message>
        <source>Việc của máy này đang ở đâu</source>
        <translation>Where this machine&apos;s acts are</translation>
    </message>
    <message>
        <source>Không có mạng: mang bằng USB</source>
        <translation>No network: carry by USB</translation>
    </message>
    <message>
        <source>Ghi việc chưa gửi ra tệp, đưa tệp cho tỉnh, rồi nạp tệp trả lời. Chỉ máy chủ tỉnh mở được tệp. Ghi ra chưa phải là tỉnh đã nhận.</source>
        <translation>Save unsent acts to a file, hand it to the province, then load the reply file. Only the province’s server can open the file. Saved does not yet mean received by the province.</translation>
    </message>
    <message>
        <source>Ghi ra USB…</source>
        <translation>Save to USB…</translation>
    </message>
    <message>
        <source>Nạp trả lời của tỉnh…</source>
        <translation>Load the province’s reply…</translation>
    </message>
    <message>
        <source>Đang gửi…</source>
        <translation>Sending…</translation>
    </message>
    <message>
        <source>đang chạy</source>
        <translation>running</translation>
    </message>
    <message>
        <source>máy chưa ghi danh</source>
        <translation>machine not enrolled</translation>
    </message>
    <message>
        <source>Ghi việc chưa gửi ra tệp</source>
        <translation>Save unsent acts to a file</translation>
    </message>
    <message>
        <source>Chọn tệp trả lời của tỉnh</source>
        <translation>Choose the province’s reply file</translation>
    </message>
</context>
<context>
    <name>TicketBadge</name>
    <message>
        <source>Số đang phục vụ {number}</source>
        <translation>Now serving {number}</translation>
    </message>
</context>
<context>
    <name>WaitWords</name>
    <message>
        <source>Đang chờ ghi xuống ổ đĩa, {n} giây rồi: có lẽ chương trình khác đang giữ dữ liệu. Chưa mất gì, không cần bấm lại.</source>
        <translation>Waiting for the disk, {n} s so far: another program may be holding the data. Nothing is lost; no need to press again.</translation>
    </message>
</context>
<context>
    <name>amend</name>
    <message>
        <source>Ngày sinh chưa đủ. Ghi ngày/tháng/năm, ví dụ 01/02/1994.</source>
        <extracomment>fields of a person, and of an organisation, that the dialog shows, in the outside&apos;s shape what a procedure brings along: sent with it as it stands in the form</extracomment>
        <translation>The date of birth is incomplete. Enter day/month/year, e.g. 01/02/1994.</translation>
    </message>
    <message>
        <source>Chưa hiểu thời hạn. Ghi ví dụ: 5 ngày làm việc, trong ngày.</source>
        <translation>The time limit is not understood. Enter e.g. 5 (working days), 15 days, same_day.</translation>
    </message>
    <message>
        <source>Số tiền chưa đúng. Ghi ví dụ: 94.000.</source>
        <translation>The amount is not valid. Enter e.g. 94.000.</translation>
    </message>
    <message>
        <source>Số bộ phải là chữ số.</source>
        <translation>The number of sets must be digits.</translation>
    </message>
    <message>
        <source>Ghi xong thời hạn để thấy ngày hẹn.</source>
        <translation>Complete the time limit to see the due date.</translation>
    </message>
    <message>
        <source>Không có ngày hẹn: thủ tục chưa công bố thời hạn.</source>
        <translation>No due date: the procedure has no published time limit.</translation>
    </message>
    <message>
        <source>{day}, trước {time}</source>
        <translation>{day}, before {time}</translation>
    </message>
    <message>
        <source>Giấy hẹn đã trao ghi {day}: thu lại khi trao giấy mới.</source>
        <translation>The receipt handed out says {day}: take it back when giving the new one.</translation>
    </message>
</context>
<context>
    <name>banner</name>
    <message>
        <source>Những gì đã nhập vẫn còn nguyên trong bản nháp của máy này.</source>
        <translation>What you entered is kept in this machine’s draft.</translation>
    </message>
    <message>
        <source>Những gì đã nhập vẫn còn nguyên trên màn hình.</source>
        <translation>What you entered is still on the screen.</translation>
    </message>
    <message>
        <source>Chưa lưu. Còn {n} chỗ phải sửa.</source>
        <translation>Not saved. Entries still to correct: {n}.</translation>
    </message>
    <message>
        <source>Chưa lưu. Còn {n} chỗ phải sửa, {k} chỗ cần ghi lý do.</source>
        <translation>Not saved. {n} to correct, {k} need a reason.</translation>
    </message>
    <message>
        <source>Chưa lưu. Còn {k} chỗ cần ghi lý do.</source>
        <translation>Not saved. {k} need a reason.</translation>
    </message>
</context>
<context>
    <name>base</name>
    <message>
        <source>Chương trình gặp lỗi, việc vừa rồi chưa xong. Những gì đã báo lưu vẫn còn nguyên. Đọc mã {reference} cho kỹ thuật rồi làm lại.</source>
        <translation>The program met an error and the last action was not completed. Everything reported as saved is intact. Give code {reference} to technical support, then try again.</translation>
    </message>
</context>
<context>
    <name>closing</name>
    <message>
        <source>Còn {n} giải trình. F12 đưa tới việc đầu tiên.</source>
        <translation>Still to explain: {n}. F12 goes to the first.</translation>
    </message>
    <message>
        <source>Ký xong không mở lại được ngày này.</source>
        <translation>Once signed, this day cannot be reopened.</translation>
    </message>
    <message>
        <source>Chưa gửi hết, phần mềm tự gửi khi có mạng.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã hủy {number}. Số này không dùng lại.</source>
        <translation>Cancelled {number}. This number is not used again.</translation>
    </message>
    <message>
        <source>Đã đóng ngày {day}. In biên bản để lưu.</source>
        <translation>Closed: {day}. Print the record to file it.</translation>
    </message>
    <message>
        <source>Đã đóng ngày của toàn điểm.</source>
        <translation>The day is closed for the whole office.</translation>
    </message>
    <message>
        <source>Số hồ sơ đã dùng</source>
        <translation>Dossier numbers used</translation>
    </message>
    <message>
        <source>{n} số không có hồ sơ</source>
        <translation>Numbers without a dossier: {n}</translation>
    </message>
    <message>
        <source>Đã giải trình số thiếu</source>
        <translation>Missing numbers explained</translation>
    </message>
    <message>
        <source>Máy này không có dải số</source>
        <translation>This machine has no number block</translation>
    </message>
    <message>
        <source>{n} số, không thiếu số nào</source>
        <translation>Numbers: {n}, none missing</translation>
    </message>
    <message>
        <source>Giấy hẹn, phiếu</source>
        <translation>Receipts, slips</translation>
    </message>
    <message>
        <source>{n} / {of} đã in</source>
        <translation>{n} / {of} printed</translation>
    </message>
    <message>
        <source>{line}, đã giải trình</source>
        <translation>{line}, explained</translation>
    </message>
    <message>
        <source>Giấy chờ máy in</source>
        <translation>Forms waiting for the printer</translation>
    </message>
    <message>
        <source>Không có</source>
        <translation>None</translation>
    </message>
    <message>
        <source>{n} giấy còn chờ</source>
        <translation>Forms still waiting: {n}</translation>
    </message>
    <message>
        <source>Phí, lệ phí theo sổ</source>
        <translation>Charges and fees by the book</translation>
    </message>
    <message>
        <source>Số tạm</source>
        <translation>Provisional number</translation>
    </message>
    <message>
        <source>{n} số tạm, tỉnh cấp mã sau</source>
        <translation>Provisional: {n}, the province gives codes later</translation>
    </message>
    <message>
        <source>Sửa và hủy hồ sơ</source>
        <translation>Amended and cancelled dossiers</translation>
    </message>
    <message>
        <source>{amended} lần sửa, {cancelled} hồ sơ hủy</source>
        <translation>Amendments: {amended}, dossiers cancelled: {cancelled}</translation>
    </message>
    <message>
        <source>Tờ tiếp nhận gõ dở</source>
        <translation>Unfinished reception forms</translation>
    </message>
    <message>
        <source>{n} tờ chưa lưu</source>
        <translation>Forms not saved: {n}</translation>
    </message>
    <message>
        <source>Máy in và đồng hồ</source>
        <translation>Printer and clock</translation>
    </message>
    <message>
        <source>Đồng hồ có vẻ sai</source>
        <translation>The clock seems wrong</translation>
    </message>
    <message>
        <source>{n} việc lúc giờ nghi ngờ</source>
        <translation>Acts at a time in doubt: {n}</translation>
    </message>
    <message>
        <source>Xem lại ngày giờ của máy</source>
        <translation>Check the machine’s date and time</translation>
    </message>
    <message>
        <source>Sẵn sàng</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>Gửi về tỉnh</source>
        <translation>Sent to the province</translation>
    </message>
    <message>
        <source>Chưa ghi danh với tỉnh</source>
        <translation>Not joined to the province</translation>
    </message>
    <message>
        <source>Tỉnh đã nhận đủ</source>
        <translation>The province has everything</translation>
    </message>
    <message>
        <source>Chưa gửi {n} việc</source>
        <translation>Acts not sent: {n}</translation>
    </message>
    <message>
        <source>{text}, cũ nhất {age}</source>
        <translation>{text}, oldest {age}</translation>
    </message>
    <message>
        <source>Việc cần quyết</source>
        <translation>Matters to decide</translation>
    </message>
    <message>
        <source>{n} việc chờ quyết</source>
        <translation>Waiting for a decision: {n}</translation>
    </message>
    <message>
        <source>Dải {first:04d} đến {last:04d}</source>
        <translation>Block {first:04d} to {last:04d}</translation>
    </message>
    <message>
        <source>{used} đã dùng, {voided} hủy, còn {left} số bỏ</source>
        <translation>{used} used, {voided} void, {left} dropped</translation>
    </message>
    <message>
        <source>Mỗi số đã cấp đều có hồ sơ ở máy này. Số chưa dùng của ngày bỏ đi, ngày khác không cấp lại.</source>
        <translation>Every number given has its dossier on this machine. The day’s unused numbers are dropped and not given on another day.</translation>
    </message>
    <message>
        <source>Trong ngày, hồ sơ nhận số tạm; tỉnh cấp mã khi đồng bộ.</source>
        <translation>Dossiers got provisional numbers that day; the province gives codes with a sync.</translation>
    </message>
    <message>
        <source>Mỗi hồ sơ nhận, mỗi phiếu lập trong ngày cần một tờ giấy đã in.</source>
        <translation>Every dossier received and every slip made that day needs a printed form.</translation>
    </message>
    <message>
        <source>Đã in</source>
        <translation>Printed</translation>
    </message>
    <message>
        <source>Chưa in</source>
        <translation>Not printed</translation>
    </message>
    <message>
        <source>Không còn giấy nào chờ máy in.</source>
        <translation>No form waits for the printer any more.</translation>
    </message>
    <message>
        <source>Giấy của ngày này và các ngày trước còn chờ ra khỏi máy in.</source>
        <translation>Forms of this day and earlier days still wait to come out of the printer.</translation>
    </message>
    <message>
        <source>Đang chờ</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>Máy in không nhận</source>
        <translation>Refused by the printer</translation>
    </message>
    <message>
        <source>In {n} giấy đang chờ</source>
        <translation>Print waiting forms ({n})</translation>
    </message>
    <message>
        <source>Tổng phí, lệ phí ghi ở hồ sơ nhận trong ngày, sau khi sửa và hủy. Đối chiếu với biên lai hoặc hệ thống thu của điểm.</source>
        <translation>Charges and fees of the dossiers received that day, after amendments and cancellations. Compare with the office’s payment receipts or payment system.</translation>
    </message>
    <message>
        <source>Theo sổ</source>
        <translation>By the book</translation>
    </message>
    <message>
        <source>Hồ sơ mang số tạm được tỉnh cấp mã chính thức khi đồng bộ; cả hai số đều tra được mãi.</source>
        <translation>Dossiers with a provisional number get their official code from the province with a sync; both can always be looked up.</translation>
    </message>
    <message>
        <source>Mỗi lần sửa, hủy đều có người làm, giờ và lý do trong nhật ký.</source>
        <translation>The journal has who, when and why for every amendment and cancellation.</translation>
    </message>
    <message>
        <source>Lần sửa hồ sơ</source>
        <translation>Amendments</translation>
    </message>
    <message>
        <source>Hồ sơ hủy</source>
        <translation>Dossiers cancelled</translation>
    </message>
    <message>
        <source>Không ai bỏ dở tờ tiếp nhận nào.</source>
        <translation>Nobody left a reception form unfinished.</translation>
    </message>
    <message>
        <source>Tờ gõ dở chưa phải hồ sơ và không có số. Người gõ mở Tiếp nhận để lưu, hoặc bỏ đi; để lại thì mai vẫn còn.</source>
        <translation>An unfinished form is not a dossier yet and has no number. Whoever typed it opens Reception to save or discard it; if left, it is still there tomorrow.</translation>
    </message>
    <message>
        <source>Của</source>
        <translation>By</translation>
    </message>
    <message>
        <source>Ký được cả khi chưa gửi hết: phần mềm tự gửi tiếp khi có mạng.</source>
        <translation>Signing works even if not everything is sent: the software goes on sending when there is a network.</translation>
    </message>
    <message>
        <source>Ghi chắc ở máy này</source>
        <translation>Safe on this machine</translation>
    </message>
    <message>
        <source>Tỉnh đã nhận</source>
        <translation>Received by the province</translation>
    </message>
    <message>
        <source>Trong bản sao lưu của tỉnh</source>
        <translation>In the province’s backup</translation>
    </message>
    <message>
        <source>Mở phòng đồng bộ</source>
        <translation>Open the sync room</translation>
    </message>
    <message>
        <source>Tỉnh không thấy việc nào chưa khớp.</source>
        <translation>The province found nothing that does not fit.</translation>
    </message>
    <message>
        <source>Tỉnh thấy các việc chưa khớp của cả điểm. Quyết lúc nào cũng được; ngày vẫn đóng được.</source>
        <translation>The province found things of this office that do not fit. Decide at any time; the day can be closed all the same.</translation>
    </message>
    <message>
        <source>Xem {n} việc cần quyết</source>
        <translation>See matters to decide ({n})</translation>
    </message>
    <message>
        <source>Máy in sẵn sàng, đồng hồ tin được.</source>
        <translation>The printer is ready and the clock can be trusted.</translation>
    </message>
    <message>
        <source>Số {n} không có hồ sơ</source>
        <extracomment>so many dossiers without paper are asked about one by one; more are asked about together of many, so many are named</extracomment>
        <translation>Number {n} has no dossier</translation>
    </message>
    <message>
        <source>Số {first} đến {last} không có hồ sơ</source>
        <translation>Numbers {first} to {last} have no dossier</translation>
    </message>
    <message>
        <source>Số đã cấp cuối cùng còn ở sau, nhưng không hồ sơ nào ở máy này mang số này. Số không bao giờ cấp lại cho hồ sơ khác.</source>
        <translation>Later numbers were given, but no dossier on this machine has this one. It is never given to another dossier.</translation>
    </message>
    <message>
        <source>Máy được khôi phục trong ngày: giấy có thể đã trao mà máy không còn nhớ.</source>
        <translation>The machine was restored that day: a receipt may have been handed out that it no longer knows of.</translation>
    </message>
    <message>
        <source>Giấy đã trao trước khi máy hỏng</source>
        <translation>Receipt handed out before the machine failed</translation>
    </message>
    <message>
        <source>Hồ sơ giấy còn ở quầy; tỉnh hoặc sổ tay có bản ghi</source>
        <translation>The papers are at the counter; the province or the notebook has a record</translation>
    </message>
    <message>
        <source>Chưa trao cho ai</source>
        <translation>Not handed to anybody</translation>
    </message>
    <message>
        <source>Bỏ các số này, không dùng lại</source>
        <translation>Drop these numbers, never use them again</translation>
    </message>
    <message>
        <source>Lý do khác</source>
        <translation>Another reason</translation>
    </message>
    <message>
        <source>Ghi rõ ở dưới</source>
        <translation>State it below</translation>
    </message>
    <message>
        <source>Số {tail} đã cấp, chưa có {name}</source>
        <translation>Number {tail} was given, without {name}</translation>
    </message>
    <message>
        <source>Máy đã cấp số lúc {time} nhưng chưa có giấy nào ra khỏi máy in. Hồ sơ vẫn còn trong sổ; số này không cấp cho hồ sơ khác.</source>
        <translation>The machine gave the number at {time}, but no form came out of the printer. The dossier is in the book; its number is not given to another.</translation>
    </message>
    <message>
        <source>{procedure}, {time}, {officer}</source>
        <translation>{procedure}, {time}, {officer}</translation>
    </message>
    <message>
        <source>In giấy bây giờ</source>
        <translation>Print the form now</translation>
    </message>
    <message>
        <source>Giao cho công dân khi đến nhận kết quả</source>
        <translation>Hand it over when the citizen comes for the result</translation>
    </message>
    <message>
        <source>Công dân đã có số bằng cách khác</source>
        <translation>The citizen has the number in another way</translation>
    </message>
    <message>
        <source>Ảnh chụp, chép tay: ghi ai giao, lúc nào</source>
        <translation>Photo, handwritten: note who gave it and when</translation>
    </message>
    <message>
        <source>Hủy hồ sơ, giữ số ở trạng thái hủy</source>
        <translation>Cancel the dossier, keep its number as cancelled</translation>
    </message>
    <message>
        <source>Số này không dùng lại; ghi lý do</source>
        <translation>This number is not used again; give a reason</translation>
    </message>
    <message>
        <source>Để lại, ghi lý do</source>
        <translation>Leave it, give a reason</translation>
    </message>
    <message>
        <source>Giấy in sau; biên bản ghi lý do này</source>
        <translation>Print the form later; the record states this reason</translation>
    </message>
    <message>
        <source>{n} hồ sơ, phiếu chưa có giấy</source>
        <translation>Dossiers and slips without a form: {n}</translation>
    </message>
    <message>
        <source>Máy đã cấp số nhưng chưa có giấy nào ra khỏi máy in. Hồ sơ vẫn còn trong sổ: {numbers}.</source>
        <translation>The machine gave numbers, but no form came out of the printer. The dossiers are in the book: {numbers}.</translation>
    </message>
    <message>
        <source>{numbers} và {n} số nữa</source>
        <translation>{numbers} and {n} more</translation>
    </message>
    <message>
        <source>In tất cả bây giờ</source>
        <translation>Print all now</translation>
    </message>
    <message>
        <source>Đã ghi biên bản vào {path}.</source>
        <translation>Record saved to {path}.</translation>
    </message>
    <message>
        <source>Biên bản đóng ngày</source>
        <translation>Record of closing the day</translation>
    </message>
    <message>
        <source>Biên bản đã in ra {name}.</source>
        <translation>Record printed on {name}.</translation>
    </message>
    <message>
        <source>{name} ký lúc {time}</source>
        <translation>{name}, signed at {time}</translation>
    </message>
    <message>
        <source>Tiếp nhận {number}, ghi vào {day}</source>
        <translation>Reception {number}, entered on {day}</translation>
    </message>
    <message>
        <source>Yêu cầu bổ sung {number}, ghi vào {day}</source>
        <translation>Supplement slip {number}, entered on {day}</translation>
    </message>
    <message>
        <source>Từ chối {number}, ghi vào {day}</source>
        <translation>Refusal {number}, entered on {day}</translation>
    </message>
    <message>
        <source>Sửa {number}, ghi vào {day}</source>
        <translation>Amendment {number}, entered on {day}</translation>
    </message>
    <message>
        <source>Hủy {number}, ghi vào {day}</source>
        <translation>Cancellation {number}, entered on {day}</translation>
    </message>
    <message>
        <source>Trả kết quả {number}, ghi vào {day}</source>
        <translation>Result returned {number}, entered on {day}</translation>
    </message>
</context>
<context>
    <name>dossier</name>
    <message>
        <source>Đã sửa hồ sơ {number}. Giấy hẹn chờ in lại.</source>
        <translation>Dossier {number} amended. The receipt waits to be reprinted.</translation>
    </message>
    <message>
        <source>Đã hủy hồ sơ {number}. Số này không dùng lại.</source>
        <translation>Dossier {number} cancelled. This number will not be used again.</translation>
    </message>
    <message>
        <source>{paper} {number} đã vào hàng chờ in.</source>
        <translation>{paper} {number} is waiting to be printed.</translation>
    </message>
    <message>
        <source>Mã thủ tục {code}, luật áp dụng: gói {pack}</source>
        <translation>Procedure code {code}, rules applied: pack {pack}</translation>
    </message>
    <message>
        <source>Không theo thủ tục nào trong danh mục, luật áp dụng: gói {pack}</source>
        <translation>No procedure of the catalogue, law applied: pack {pack}</translation>
    </message>
    <message>
        <source>Số phiếu</source>
        <translation>Slip number</translation>
    </message>
    <message>
        <source>Hẹn trả</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>Chưa có ngày hẹn: thủ tục chưa công bố thời hạn</source>
        <translation>No due date: the procedure has no published time limit</translation>
    </message>
    <message>
        <source>{day}, trước {time}</source>
        <translation>{day}, before {time}</translation>
    </message>
    <message>
        <source>Quá hạn {n} ngày</source>
        <translation>Overdue by {n} d</translation>
    </message>
    <message>
        <source>Hẹn trả hôm nay</source>
        <translation>Due today</translation>
    </message>
    <message>
        <source>Còn {n} ngày làm việc</source>
        <translation>Working days left: {n}</translation>
    </message>
    <message>
        <source>Họ và tên</source>
        <translation>Full name</translation>
    </message>
    <message>
        <source>Số định danh</source>
        <translation>Personal ID number</translation>
    </message>
    <message>
        <source>Số hộ chiếu</source>
        <translation>Passport number</translation>
    </message>
    <message>
        <source>Mã số thuế</source>
        <translation>Tax code</translation>
    </message>
    <message>
        <source>Sinh ngày</source>
        <translation>Born</translation>
    </message>
    <message>
        <source>Điện thoại</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>Thư điện tử</source>
        <translation>Email</translation>
    </message>
    <message>
        <source>Nơi cư trú</source>
        <translation>Residence</translation>
    </message>
    <message>
        <source>Căn cứ đại diện</source>
        <translation>Authority to represent</translation>
    </message>
    <message>
        <source>Người nộp là chủ hồ sơ</source>
        <translation>The filer is the owner</translation>
    </message>
    <message>
        <source>Chủ hồ sơ</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>Nhận kết quả</source>
        <translation>Result delivery</translation>
    </message>
    <message>
        <source>Lệ phí</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>Số bộ</source>
        <translation>Sets</translation>
    </message>
    <message>
        <source>Nơi quyết định</source>
        <translation>Deciding agency</translation>
    </message>
    <message>
        <source>Gửi tới</source>
        <translation>Sent to</translation>
    </message>
    <message>
        <source>phiếu đã giao cho người dân, không sửa hay hủy được</source>
        <translation>the citizen holds the slip: it can no longer be changed or cancelled</translation>
    </message>
    <message>
        <source>pháp luật chỉ cho yêu cầu bổ sung một lần</source>
        <translation>the law allows one request for a supplement</translation>
    </message>
    <message>
        <source>Tiếp nhận tiếp</source>
        <translation>Resume reception</translation>
    </message>
    <message>
        <source>hồ sơ đã hủy, không in giấy hẹn</source>
        <translation>the dossier is cancelled; no receipt is printed</translation>
    </message>
    <message>
        <source>có ở bản phát hành sau</source>
        <translation>comes in a later release</translation>
    </message>
    <message>
        <source>đã tiếp nhận, nay chỉ cơ quan giải quyết được yêu cầu bổ sung</source>
        <translation>already received: now only the deciding agency may ask for a supplement</translation>
    </message>
    <message>
        <source>đã trả kết quả</source>
        <translation>result returned</translation>
    </message>
    <message>
        <source>hồ sơ đã hủy</source>
        <translation>the dossier is cancelled</translation>
    </message>
    <message>
        <source>Trả kết quả</source>
        <translation>Return result</translation>
    </message>
    <message>
        <source>Yêu cầu bổ sung</source>
        <translation>Request supplement</translation>
    </message>
    <message>
        <source>Sửa hồ sơ</source>
        <translation>Amend dossier</translation>
    </message>
    <message>
        <source>Hủy hồ sơ</source>
        <translation>Cancel dossier</translation>
    </message>
    <message>
        <source>hồ sơ đã hủy, không sửa hay hủy được nữa</source>
        <translation>the dossier is cancelled; it can no longer be changed</translation>
    </message>
    <message>
        <source>hồ sơ {state}, chỉ phụ trách bộ phận xử lý được</source>
        <translation>dossier {state}: only the supervisor can deal with it</translation>
    </message>
    <message>
        <source>Lý do: {reason}. Số này không dùng lại, không sửa hay hủy được nữa. Người dân vẫn cần thì tiếp nhận hồ sơ mới.</source>
        <translation>Reason: {reason}. This number will not be used again, and nothing can be changed. If the citizen still needs it, receive a new dossier.</translation>
    </message>
    <message>
        <source>Hồ sơ đã hủy</source>
        <translation>The dossier is cancelled</translation>
    </message>
    <message>
        <source>phụ trách bộ phận ({names})</source>
        <translation>the supervisor ({names})</translation>
    </message>
    <message>
        <source>phụ trách bộ phận</source>
        <translation>the supervisor</translation>
    </message>
    <message>
        <source>Hồ sơ đã kết thúc: {state}</source>
        <translation>The dossier has ended: {state}</translation>
    </message>
    <message>
        <source>Quầy không sửa hay hủy được nữa. Có sai sót thì báo {chief}, người làm việc với cơ quan giải quyết.</source>
        <translation>The counter can no longer change or cancel it. If there is a mistake, tell {chief}, who deals with the agency.</translation>
    </message>
    <message>
        <source>Hồ sơ đã bàn giao cho cơ quan giải quyết</source>
        <translation>The dossier was handed over to the deciding agency</translation>
    </message>
    <message>
        <source>Quầy không sửa hay hủy được nữa. Cần sửa hay hủy thì báo {chief}: chỉ người này đề nghị được {agency} trả lại hồ sơ.</source>
        <translation>The counter can no longer change or cancel it. If that is needed, tell {chief}: only they can ask {agency} to give the dossier back.</translation>
    </message>
    <message>
        <source>cơ quan giải quyết</source>
        <translation>the deciding agency</translation>
    </message>
</context>
<context>
    <name>draft</name>
    <message>
        <source>nháp tự lưu {time}</source>
        <extracomment>from the first change to the write; the write itself takes some 10 ms</extracomment>
        <translation>draft saved {time}</translation>
    </message>
    <message>
        <source>Chưa giữ được bản nháp; chữ vẫn còn trên màn hình. {why}</source>
        <translation>The draft could not be kept; the text is still on the screen. {why}</translation>
    </message>
</context>
<context>
    <name>due</name>
    <message>
        <source>{time} là mốc sang hôm sau</source>
        <translation>after {time}: next day</translation>
    </message>
    <message>
        <source>hẹn trả</source>
        <translation>due</translation>
    </message>
    <message>
        <source>nhận</source>
        <translation>received</translation>
    </message>
    <message>
        <source>nghỉ</source>
        <translation>off</translation>
    </message>
    <message>
        <source>Cũng nghỉ: {days}.</source>
        <translation>Also off: {days}.</translation>
    </message>
    <message>
        <source>ngày {n}</source>
        <translation>day {n}</translation>
    </message>
    <message>
        <source>nghỉ lễ</source>
        <translation>holiday</translation>
    </message>
    <message>
        <source>hoán đổi</source>
        <translation>swapped</translation>
    </message>
    <message>
        <source>cuối tuần</source>
        <translation>weekend</translation>
    </message>
    <message>
        <source>dời</source>
        <translation>moved</translation>
    </message>
    <message>
        <source>không tính</source>
        <translation>not counted</translation>
    </message>
    <message>
        <source>+{n} ngày</source>
        <translation>+{n} d</translation>
    </message>
    <message>
        <source>Hẹn trả hôm nay, {day}</source>
        <translation>Due today, {day}</translation>
    </message>
    <message>
        <source>Hẹn trả {day}</source>
        <translation>Due {day}</translation>
    </message>
    <message>
        <source>ngày nghỉ cuối tuần</source>
        <translation>weekends</translation>
    </message>
    <message>
        <source>không tính {days}</source>
        <translation>not counting {days}</translation>
    </message>
    <message>
        <source>nhận sau giờ chốt nên sang ngày làm việc kế tiếp</source>
        <translation>received after the cut-off, so counted from the next working day</translation>
    </message>
    <message>
        <source>nhận khi đã hết giờ làm việc nên tính từ ngày làm việc kế tiếp</source>
        <translation>received after working hours, so counted from the next working day</translation>
    </message>
    <message>
        <source>tính cả ngày làm bù {days}</source>
        <translation>counting make-up working days {days}</translation>
    </message>
</context>
<context>
    <name>exceptions</name>
    <message>
        <source>Điểm này quyết</source>
        <translation>This office decides</translation>
    </message>
    <message>
        <source>Tỉnh quyết</source>
        <translation>The province decides</translation>
    </message>
    <message>
        <source>Dữ liệu máy có bản sao đang chạy</source>
        <translation>A copy of a machine’s data is running</translation>
    </message>
    <message>
        <source>Việc đến sau khi đã đóng ngày</source>
        <translation>An act came after the day was closed</translation>
    </message>
    <message>
        <source>Thủ tục tỉnh chưa có</source>
        <translation>A procedure the province does not have</translation>
    </message>
    <message>
        <source>Có thể hai hồ sơ là một</source>
        <translation>Two dossiers may be one</translation>
    </message>
    <message>
        <source>Một số nằm trên hai hồ sơ</source>
        <translation>One number on two dossiers</translation>
    </message>
    <message>
        <source>Việc của máy đã bị thu hồi</source>
        <translation>An act of a revoked machine</translation>
    </message>
    <message>
        <source>Hai máy làm trái nhau trên một hồ sơ</source>
        <translation>Two machines conflict on one dossier</translation>
    </message>
    <message>
        <source>Việc đến trước hồ sơ của nó</source>
        <translation>An act came before its dossier</translation>
    </message>
    <message>
        <source>Máy chủ tỉnh chưa đọc được một việc</source>
        <translation>The province’s server cannot read an act yet</translation>
    </message>
    <message>
        <source>Việc chưa khớp</source>
        <translation>Something does not fit</translation>
    </message>
    <message>
        <source>Tỉnh thấy một việc chưa khớp mà bản phần mềm này chưa biết tên. Hồ sơ vẫn được lưu.</source>
        <translation>The province found something that does not fit and that this version of the software has no name for. The dossier is kept.</translation>
    </message>
    <message>
        <source>quầy {n}</source>
        <translation>counter {n}</translation>
    </message>
    <message>
        <source>Dữ liệu của {place} có hai bản cùng gửi việc lên tỉnh: máy đã được chép hoặc khôi phục. Không mất việc nào; phần của mỗi bản nằm ở một luồng ghi riêng. Chỉ một máy được dùng dữ liệu này.</source>
        <translation>Two copies of the data of {place} send acts to the province: the machine was copied or restored. No act is lost; each copy’s part is in a stream of its own. Only one machine may use this data.</translation>
    </message>
    <message>
        <source>{place} gửi một việc của ngày {day} sau khi ngày đó đã đóng. Việc vẫn được tính; số liệu đã ký của ngày {day} không đổi.</source>
        <translation>An act of {day} was sent after that day was closed, from {place}. It still counts; the signed figures of {day} do not change.</translation>
    </message>
    <message>
        <source>Hồ sơ mang mã thủ tục {code} mà danh mục của tỉnh chưa có. Hồ sơ vẫn được lưu; tỉnh bổ sung danh mục hoặc báo điểm sửa mã.</source>
        <translation>The dossier has procedure code {code}, which is not in the province’s catalogue. The dossier is kept; the province adds to the catalogue or tells the office to correct the code.</translation>
    </message>
    <message>
        <source>Cùng người, cùng thủ tục, cùng ngày: {number} ở {place} và {other} ở {there}. Cả hai vẫn được lưu. Hỏi người dân rồi chọn.</source>
        <translation>Same person, same procedure, same day: {number} at {place} and {other} at {there}. Both are kept. Ask the citizen, then choose.</translation>
    </message>
    <message>
        <source>Số {number} cũng nằm trên một hồ sơ của điểm {site}. Cả hai vẫn được lưu và tra được.</source>
        <translation>Number {number} is also on a dossier of office {site}. Both are kept and can be looked up.</translation>
    </message>
    <message>
        <source>Số {number} đã in trên hai hồ sơ của điểm này. Cả hai vẫn được lưu; người dân của hồ sơ nào cũng tra được.</source>
        <translation>Number {number} was printed on two dossiers of this office. Both are kept; the citizens of both can look theirs up.</translation>
    </message>
    <message>
        <source>{place} gửi việc sau khi tỉnh thu hồi khóa của máy. Việc được giữ nguyên, chưa tính, chờ tỉnh xem.</source>
        <translation>An act came from {place} after the province revoked the machine’s key. It is kept as it is, not counted yet, until the province has looked at it.</translation>
    </message>
    <message>
        <source>Hồ sơ {number} đã được máy khác làm trước, nên việc của {place} không áp dụng được. Việc nào cũng còn trong nhật ký; hồ sơ đang theo việc đến trước.</source>
        <translation>Another machine had already acted on dossier {number}, so the act of {place} could not be applied. Both acts stay in the journal; the dossier follows the one that came first.</translation>
    </message>
    <message>
        <source>Tỉnh nhận một việc của {place} trước khi nhận hồ sơ của nó. Khi hồ sơ tới, việc tự khớp và dòng này tự hết.</source>
        <translation>The province got an act of {place} before its dossier. When the dossier arrives they fit, and this line goes by itself.</translation>
    </message>
    <message>
        <source>{place} chạy phần mềm mới hơn máy chủ tỉnh. Việc được giữ nguyên; tỉnh cập nhật xong thì tự đọc được.</source>
        <translation>The software at {place} is newer than the province’s server. The act is kept as it is and can be read once the province has updated.</translation>
    </message>
    <message>
        <source>kia</source>
        <translation>the other</translation>
    </message>
    <message>
        <source>Giữ nguyên cả hai</source>
        <translation>Keep both as they are</translation>
    </message>
    <message>
        <source>Đã xem: là hai việc khác nhau, hoặc chấp nhận như đang có</source>
        <translation>Looked at: two different matters, or accepted as they are</translation>
    </message>
    <message>
        <source>Hủy hồ sơ {number} ở máy này</source>
        <translation>Cancel dossier {number} on this machine</translation>
    </message>
    <message>
        <source>Số này không dùng lại; người dân giữ hồ sơ còn lại</source>
        <translation>This number is not used again; the citizen keeps the other dossier</translation>
    </message>
    <message>
        <source>Hủy hồ sơ {other}</source>
        <translation>Cancel dossier {other}</translation>
    </message>
    <message>
        <source>Quầy giữ hồ sơ đó tự hủy; ở đây ghi quyết định</source>
        <translation>The counter that has it cancels it; the decision is saved here</translation>
    </message>
    <message>
        <source>Đã biết, ghi nhận</source>
        <translation>Seen and noted</translation>
    </message>
    <message>
        <source>Không đổi gì ở hồ sơ; dòng này hết chờ</source>
        <translation>The dossier does not change; this line stops waiting</translation>
    </message>
    <message>
        <source>số {n}, quầy {station}</source>
        <translation>number {n}, counter {station}</translation>
    </message>
    <message>
        <source>Đã ghi quyết định; tỉnh nhận ở lần đồng bộ tới.</source>
        <translation>Decision saved; the province gets it with the next sync.</translation>
    </message>
</context>
<context>
    <name>exits</name>
    <message>
        <source>Hồ sơ chưa đủ giấy tờ theo quy định của thủ tục.</source>
        <translation>Papers that the procedure requires are missing.</translation>
    </message>
    <message>
        <source>Tờ khai chưa điền đủ hoặc chưa ký.</source>
        <translation>The application form is not filled in completely or not signed.</translation>
    </message>
    <message>
        <source>Thông tin trên tờ khai chưa khớp với giấy tờ kèm theo.</source>
        <translation>The application form does not agree with the papers attached.</translation>
    </message>
    <message>
        <source>Bản sao mờ, rách hoặc thiếu trang, không đọc được.</source>
        <translation>The copy is blurred, torn or lacks pages and cannot be read.</translation>
    </message>
    <message>
        <source>Bản sao chưa chứng thực, không có bản chính để đối chiếu.</source>
        <translation>The copy is not certified and there is no original to compare.</translation>
    </message>
    <message>
        <source>Giấy tờ đã hết hạn, cần nộp giấy còn hạn.</source>
        <translation>The paper has expired; a valid one is needed.</translation>
    </message>
    <message>
        <source>Người nộp thay chưa có giấy ủy quyền hoặc giấy chứng minh quan hệ.</source>
        <translation>Whoever files for another has no power of attorney or proof of kinship.</translation>
    </message>
    <message>
        <source>Dùng sai mẫu tờ khai, cần khai lại theo mẫu hiện hành.</source>
        <translation>The wrong application form was used; the current one is needed.</translation>
    </message>
    <message>
        <source>Nhập người nộp trước, rồi bấm lại. Phiếu ghi tên người nộp.</source>
        <translation>Enter the filer first, then press again. The slip names the filer.</translation>
    </message>
    <message>
        <source>Phiếu chưa có nội dung nào. Đánh dấu hoặc gõ thứ cần nộp, cần sửa.</source>
        <translation>The slip is still empty. Tick or type what has to be brought or put right.</translation>
    </message>
    <message>
        <source>{person} nhận phiếu ghi {n} nội dung cần bổ sung. Hồ sơ chưa được tiếp nhận, chưa có mã và ngày hẹn. Mang phiếu quay lại thì làm tiếp ngay, không phải khai lại.</source>
        <translation>{person} gets a slip with {n} things to bring. The dossier is not received yet: no code, no due date. With the slip the work goes on at once; nothing has to be told again.</translation>
    </message>
    <message>
        <source>Chưa ghi cần bổ sung gì. Đánh dấu giấy tờ còn thiếu, hoặc gõ thêm.</source>
        <translation>Nothing is asked for yet. Tick the missing papers, or type more.</translation>
    </message>
    <message>
        <source>Việc này không thuộc thẩm quyền giải quyết của nơi tiếp nhận.</source>
        <translation>This office has no authority to decide the matter.</translation>
    </message>
    <message>
        <source>Hồ sơ không đáp ứng điều kiện giải quyết của thủ tục.</source>
        <translation>The dossier does not meet the conditions of the procedure.</translation>
    </message>
    <message>
        <source>Đã hướng dẫn bổ sung nhưng hồ sơ vẫn chưa đủ, chưa đúng.</source>
        <translation>A supplement was asked for, and the dossier is still incomplete or incorrect.</translation>
    </message>
    <message>
        <source>Người nộp không có quyền nộp hồ sơ này và không có giấy ủy quyền.</source>
        <translation>The filer is not entitled to file this dossier and has no power of attorney.</translation>
    </message>
    <message>
        <source>Giấy tờ bị tẩy xóa, sửa chữa, không dùng được.</source>
        <translation>The papers were erased or altered and cannot be used.</translation>
    </message>
    <message>
        <source>Việc này đã hoặc đang được giải quyết trong hồ sơ khác.</source>
        <translation>The matter was or is being decided in another dossier.</translation>
    </message>
    <message>
        <source>Thủ tục này đã bãi bỏ, không còn thực hiện.</source>
        <translation>The procedure was abolished and is no longer carried out.</translation>
    </message>
    <message>
        <source>Nội dung yêu cầu không thuộc thủ tục hành chính nào.</source>
        <translation>What is asked for belongs to no administrative procedure.</translation>
    </message>
    <message>
        <source>{person} nhận phiếu từ chối có lý do. Không có mã hồ sơ và ngày hẹn.</source>
        <translation>{person} gets a refusal slip with the reason. No dossier code, no due date.</translation>
    </message>
    <message>
        <source>Phiếu chỉ tới {agency}.</source>
        <translation>The slip points to {agency}.</translation>
    </message>
    <message>
        <source>Trả lại {n} giấy tờ.</source>
        <translation>{n} papers are given back.</translation>
    </message>
    <message>
        <source>Chưa chọn thủ tục: ghi người dân yêu cầu việc gì.</source>
        <translation>No procedure is chosen: write what the citizen asks for.</translation>
    </message>
    <message>
        <source>Từ chối phải có lý do. Chọn một lý do thường gặp, hoặc gõ.</source>
        <translation>A refusal needs a reason. Pick a usual one, or type.</translation>
    </message>
</context>
<context>
    <name>form</name>
    <message>
        <source>Chưa chọn thủ tục. Gõ vài chữ của tên thủ tục, không cần dấu.</source>
        <extracomment>the service&apos;s names of fields that the form calls otherwise what blocks saving only until a reason is written: shown as a warning, counted apart</extracomment>
        <translation>No procedure chosen. Type a few words of its name, no accents needed.</translation>
    </message>
    <message>
        <source>Chưa có họ tên người nộp. Quét thẻ, hoặc gõ theo giấy tờ.</source>
        <translation>The filer’s name is missing. Scan the card, or type it as on the papers.</translation>
    </message>
    <message>
        <source>Chưa có tên tổ chức. Gõ theo giấy đăng ký.</source>
        <translation>The organisation’s name is missing. Type it as on the registration certificate.</translation>
    </message>
    <message>
        <source>Chưa có họ tên chủ hồ sơ. Gõ theo giấy tờ.</source>
        <translation>The owner’s name is missing. Type it as on the papers.</translation>
    </message>
    <message>
        <source>Chưa có họ tên người liên quan. Gõ họ tên, hoặc bỏ dòng này bằng Ctrl Delete.</source>
        <translation>The other person has no name. Type it, or remove the line with Ctrl Delete.</translation>
    </message>
    <message>
        <source>Ghi vì sao thu khác mức tính; lý do được lưu vào ghi chú.</source>
        <translation>Say why another fee is charged than computed; the reason is kept in the note.</translation>
    </message>
    <message>
        <source>Ghi số bản từ 1 đến 9999.</source>
        <translation>Enter the copies, from 1 to 9999.</translation>
    </message>
    <message>
        <source>Ghi số trang từ 1 đến 9999.</source>
        <translation>Enter the pages, from 1 to 9999.</translation>
    </message>
    <message>
        <source>Ghi đủ ngày/tháng/năm, ví dụ 01/02/1994. Không biết ngày thì để trống.</source>
        <translation>Enter day/month/year in full, e.g. 01/02/1994. If the day is not known, leave it empty.</translation>
    </message>
    <message>
        <source>Ghi số tiền bằng đồng, ví dụ 94.000.</source>
        <translation>Enter the amount in dong, e.g. 94.000.</translation>
    </message>
    <message>
        <source>Ghi ví dụ: 5 (ngày làm việc), 15 ngày, 4 giờ, trong ngày.</source>
        <translation>Enter e.g. 5 (working days), 15 days, 4 hours, same_day.</translation>
    </message>
    <message>
        <source>Thủ tục chưa công bố thời hạn. Hỏi cơ quan giải quyết rồi ghi; để trống thì giấy hẹn chưa có ngày trả.</source>
        <translation>The procedure has no published time limit. Ask the deciding agency, then enter it; if left empty, the receipt has no due date.</translation>
    </message>
    <message>
        <source>Tính ra là {computed}. Đang ghi {fee}.</source>
        <translation>Computed: {computed}. Entered: {fee}.</translation>
    </message>
    <message>
        <source>Chưa có địa chỉ để bưu chính gửi tới.</source>
        <translation>There is no address for the post to deliver to.</translation>
    </message>
    <message>
        <source>Chưa ghi căn cứ đại diện: cha mẹ, giấy ủy quyền, người đại diện…</source>
        <translation>The authority to represent is missing: parent, power of attorney, representative…</translation>
    </message>
    <message>
        <source>Tính tới lúc này là {computed}, chưa kể {papers}. Đang ghi {fee}.</source>
        <translation>So far it comes to {computed}, without {papers}. Entered: {fee}.</translation>
    </message>
    <message>
        <source>Khác với thẻ vừa quét. Xem lại thẻ; sẽ lưu giá trị gõ tay.</source>
        <translation>Differs from the card just scanned. Check the card; the typed value will be saved.</translation>
    </message>
</context>
<context>
    <name>given</name>
    <message>
        <source>{n} bản chính</source>
        <translation>original × {n}</translation>
    </message>
    <message>
        <source>{n} bản chứng thực</source>
        <translation>certified copy × {n}</translation>
    </message>
    <message>
        <source>{n} bản chụp</source>
        <translation>photocopy × {n}</translation>
    </message>
    <message>
        <source>Xuất trình, không giữ lại</source>
        <translation>Shown, not kept</translation>
    </message>
    <message>
        <source>{n} trang</source>
        <translation>pages: {n}</translation>
    </message>
    <message>
        <source>Bỏ giấy tờ “{name}”</source>
        <translation>Paper “{name}” removed</translation>
    </message>
    <message>
        <source>Thêm giấy tờ “{name}”: {new}</source>
        <translation>Paper “{name}” added: {new}</translation>
    </message>
    <message>
        <source>Giấy tờ “{name}”: “{old}” thành “{new}”</source>
        <translation>Paper “{name}”: “{old}” changed to “{new}”</translation>
    </message>
</context>
<context>
    <name>history</name>
    <message>
        <source>Giờ nghi ngờ.</source>
        <translation>Time in doubt.</translation>
    </message>
    <message>
        <source>Mã hồ sơ {number}</source>
        <translation>Dossier code {number}</translation>
    </message>
    <message>
        <source>Tiếp nhận hồ sơ</source>
        <translation>Dossier received</translation>
    </message>
    <message>
        <source>Sửa hồ sơ</source>
        <translation>Dossier amended</translation>
    </message>
    <message>
        <source>Lý do: {reason}. Mã hồ sơ không dùng lại</source>
        <translation>Reason: {reason}. The dossier code will not be used again</translation>
    </message>
    <message>
        <source>Hủy hồ sơ</source>
        <translation>Dossier cancelled</translation>
    </message>
    <message>
        <source>Trả kết quả ngay</source>
        <translation>Result returned at once</translation>
    </message>
    <message>
        <source>Trả kết quả</source>
        <translation>Result returned</translation>
    </message>
    <message>
        <source>Việc khác</source>
        <translation>Other action</translation>
    </message>
    <message>
        <source>Hẹn trả mới: {due}</source>
        <translation>New due date: {due}</translation>
    </message>
    <message>
        <source>chưa có</source>
        <translation>none yet</translation>
    </message>
    <message>
        <source>Lý do: {reason}</source>
        <translation>Reason: {reason}</translation>
    </message>
    <message>
        <source>Phiếu {number}</source>
        <translation>Slip {number}</translation>
    </message>
    <message>
        <source>Yêu cầu bổ sung</source>
        <translation>Supplement requested</translation>
    </message>
    <message>
        <source>Cần: {lines}</source>
        <translation>Wanted: {lines}</translation>
    </message>
    <message>
        <source>Từ chối tiếp nhận</source>
        <translation>Reception refused</translation>
    </message>
    <message>
        <source>Nơi giải quyết: {agency}</source>
        <translation>Competent agency: {agency}</translation>
    </message>
    <message>
        <source>Thủ tục</source>
        <translation>Procedure</translation>
    </message>
    <message>
        <source>Chủ hồ sơ</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>Người nộp</source>
        <translation>Filer</translation>
    </message>
    <message>
        <source>Số bộ</source>
        <translation>Sets</translation>
    </message>
    <message>
        <source>Lệ phí</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>Thời hạn</source>
        <translation>Time limit</translation>
    </message>
    <message>
        <source>Nhận kết quả</source>
        <translation>Result delivery</translation>
    </message>
    <message>
        <source>Nơi nhận</source>
        <translation>Delivery address</translation>
    </message>
    <message>
        <source>Ghi chú</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Giấy tờ</source>
        <translation>Papers</translation>
    </message>
    <message>
        <source>Nơi quyết định</source>
        <translation>Deciding agency</translation>
    </message>
    <message>
        <source>họ tên</source>
        <translation>full name</translation>
    </message>
    <message>
        <source>số định danh</source>
        <translation>personal ID number</translation>
    </message>
    <message>
        <source>ngày sinh</source>
        <translation>date of birth</translation>
    </message>
    <message>
        <source>giới tính</source>
        <translation>sex</translation>
    </message>
    <message>
        <source>nơi cư trú</source>
        <translation>residence</translation>
    </message>
    <message>
        <source>điện thoại</source>
        <translation>phone</translation>
    </message>
    <message>
        <source>thư điện tử</source>
        <translation>email</translation>
    </message>
    <message>
        <source>mã số thuế</source>
        <translation>tax code</translation>
    </message>
    <message>
        <source>căn cứ đại diện</source>
        <translation>authority to represent</translation>
    </message>
    <message>
        <source>{label}: ghi “{new}”</source>
        <translation>{label}: set to “{new}”</translation>
    </message>
    <message>
        <source>{label}: bỏ “{old}”</source>
        <translation>{label}: removed “{old}”</translation>
    </message>
    <message>
        <source>{label}: “{old}” thành “{new}”</source>
        <translation>{label}: “{old}” changed to “{new}”</translation>
    </message>
    <message>
        <source>Qua bưu chính công ích</source>
        <translation>By public post</translation>
    </message>
    <message>
        <source>Tại quầy, mang theo giấy hẹn</source>
        <translation>At the counter, bring the receipt</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Ở mọi nơi</source>
        <translation>Everywhere</translation>
    </message>
    <message>
        <source>Tiếp nhận</source>
        <translation>Reception</translation>
    </message>
    <message>
        <source>Hồ sơ</source>
        <translation>Dossiers</translation>
    </message>
    <message>
        <source>Bổ sung và từ chối</source>
        <translation>Supplement and refusal</translation>
    </message>
    <message>
        <source>Sửa hồ sơ</source>
        <translation>Amend dossier</translation>
    </message>
    <message>
        <source>Xem trước khi in</source>
        <translation>Print preview</translation>
    </message>
    <message>
        <source>Bảng phím này</source>
        <translation>This list of keys</translation>
    </message>
    <message>
        <source>Tiếp nhận hồ sơ</source>
        <translation>Receive dossier</translation>
    </message>
    <message>
        <source>Tìm hồ sơ, người, mã, điện thoại</source>
        <translation>Find a dossier, person, code or phone number</translation>
    </message>
    <message>
        <source>Việc (có ở bản sau)</source>
        <translation>Tasks (in a later version)</translation>
    </message>
    <message>
        <source>Trả kết quả (có ở bản sau)</source>
        <translation>Return result (in a later version)</translation>
    </message>
    <message>
        <source>Hàng chờ (có ở bản sau)</source>
        <translation>Queue (in a later version)</translation>
    </message>
    <message>
        <source>Gửi về tỉnh ngay, xem việc đang ở đâu</source>
        <translation>Send to the province now, see where acts are</translation>
    </message>
    <message>
        <source>Lùi một bước, không mất gì</source>
        <translation>One step back, nothing is lost</translation>
    </message>
    <message>
        <source>Phòng phụ trách: đóng ngày, đồng bộ</source>
        <translation>Supervisor’s room: close the day, sync</translation>
    </message>
    <message>
        <source>Đổi giao diện sáng, tối, tương phản</source>
        <translation>Switch theme: light, dark, contrast</translation>
    </message>
    <message>
        <source>Khóa màn hình, bản nháp còn nguyên</source>
        <translation>Lock the screen, the draft is kept</translation>
    </message>
    <message>
        <source>Sang ô bắt buộc còn trống kế tiếp</source>
        <translation>Next required field still empty</translation>
    </message>
    <message>
        <source>Tìm thủ tục</source>
        <translation>Find procedure</translation>
    </message>
    <message>
        <source>Lưu và in giấy hẹn</source>
        <translation>Save and print receipt</translation>
    </message>
    <message>
        <source>Lưu, chưa in</source>
        <translation>Save, do not print yet</translation>
    </message>
    <message>
        <source>Yêu cầu bổ sung (phiếu, mẫu 02)</source>
        <translation>Request supplement (slip, form 02)</translation>
    </message>
    <message>
        <source>Từ chối tiếp nhận (phiếu, mẫu 03)</source>
        <translation>Refuse reception (slip, form 03)</translation>
    </message>
    <message>
        <source>Sửa hồ sơ, ghi lý do; phiếu bổ sung: Tiếp nhận tiếp</source>
        <translation>Amend dossier, with a reason; supplement slip: resume reception</translation>
    </message>
    <message>
        <source>In lại giấy hẹn, phiếu</source>
        <translation>Reprint receipt or slip</translation>
    </message>
    <message>
        <source>Xem giấy hẹn, phiếu trước khi in</source>
        <translation>Preview receipt or slip</translation>
    </message>
    <message>
        <source>Chọn lý do trên phiếu</source>
        <translation>Pick the reason on the slip</translation>
    </message>
    <message>
        <source>Thêm dòng, hoặc sang ô kế tiếp</source>
        <translation>Add the line, or go on to the next field</translation>
    </message>
    <message>
        <source>Bỏ dòng cần bổ sung</source>
        <translation>Drop a line of the slip</translation>
    </message>
    <message>
        <source>Lưu và in phiếu</source>
        <translation>Save and print slip</translation>
    </message>
    <message>
        <source>Lưu phiếu, chưa in</source>
        <translation>Save slip, do not print yet</translation>
    </message>
    <message>
        <source>Quay lại tờ tiếp nhận, không mất gì</source>
        <translation>Back to the form, nothing is lost</translation>
    </message>
    <message>
        <source>Tới lỗi kế tiếp, lỗi trước</source>
        <translation>Next error, previous error</translation>
    </message>
    <message>
        <source>Lấy mức thu đã tính</source>
        <translation>Use the computed fee</translation>
    </message>
    <message>
        <source>Nộp trực tiếp, bưu chính, trực tuyến</source>
        <translation>Filed in person, by post, online</translation>
    </message>
    <message>
        <source>Hộ chiếu, thư điện tử</source>
        <translation>Passport, e-mail</translation>
    </message>
    <message>
        <source>Thêm người liên quan</source>
        <translation>Add another person</translation>
    </message>
    <message>
        <source>Bỏ dòng người liên quan</source>
        <translation>Remove the other person’s line</translation>
    </message>
    <message>
        <source>Ghi số trang của giấy tờ</source>
        <translation>Enter pages of papers</translation>
    </message>
    <message>
        <source>Lấy lại những gì vừa bị thay</source>
        <translation>Bring back what was just replaced</translation>
    </message>
    <message>
        <source>Đi trong danh sách khi đang gõ</source>
        <translation>Move through the list while typing</translation>
    </message>
    <message>
        <source>Vào trang hồ sơ đang chọn</source>
        <translation>Open the chosen dossier’s page</translation>
    </message>
    <message>
        <source>Hiện đủ số giấy tờ, hoặc che lại</source>
        <translation>Show full ID numbers, or mask them again</translation>
    </message>
    <message>
        <source>Sang phần trước, phần sau</source>
        <translation>Previous part, next part</translation>
    </message>
    <message>
        <source>Ghi lý do, rồi lưu và in lại</source>
        <translation>Write the reason, then save and reprint</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>Ghi ra tệp PDF</source>
        <translation>Save as PDF</translation>
    </message>
    <message>
        <source>Lật trang</source>
        <translation>Turn pages</translation>
    </message>
    <message>
        <source>Đóng ngày</source>
        <translation>Close the day</translation>
    </message>
    <message>
        <source>Việc cần quyết</source>
        <translation>Matters to decide</translation>
    </message>
    <message>
        <source>Đồng bộ với tỉnh</source>
        <translation>Sync with the province</translation>
    </message>
    <message>
        <source>Về quầy tiếp nhận</source>
        <translation>Back to reception</translation>
    </message>
    <message>
        <source>Gửi về tỉnh ngay</source>
        <translation>Send to the province now</translation>
    </message>
    <message>
        <source>Đi trong mười việc, trong danh sách</source>
        <translation>Move in the ten checks, in the list</translation>
    </message>
    <message>
        <source>Vào câu trả lời; làm theo câu đã chọn</source>
        <translation>Go to the answers; do what is chosen</translation>
    </message>
    <message>
        <source>Chọn câu trả lời</source>
        <translation>Choose an answer</translation>
    </message>
    <message>
        <source>Tới việc cần giải trình; hết thì ký đóng ngày</source>
        <translation>Go to what must be explained; then sign and close the day</translation>
    </message>
    <message>
        <source>In biên bản của ngày đã đóng</source>
        <translation>Print the record of a closed day</translation>
    </message>
    <message>
        <source>Ghi biên bản ra tệp PDF</source>
        <translation>Save the record as PDF</translation>
    </message>
    <message>
        <source>Chọn quyết định</source>
        <translation>Choose a decision</translation>
    </message>
    <message>
        <source>Ghi quyết định</source>
        <translation>Save decision</translation>
    </message>
</context>
<context>
    <name>line</name>
    <message>
        <source>Đang tìm máy chủ tỉnh</source>
        <extracomment>a clock that far from central&apos;s is told an unsent act older than this is worth a look</extracomment>
        <translation>Looking for the province’s server</translation>
    </message>
    <message>
        <source>Đang gửi {done}/{of}</source>
        <translation>Sending {done}/{of}</translation>
    </message>
    <message>
        <source>Trực tuyến</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Chưa nối được tỉnh</source>
        <translation>Province not reached yet</translation>
    </message>
    <message>
        <source>Ngoại tuyến từ {time}</source>
        <translation>Offline since {time}</translation>
    </message>
    <message>
        <source>Chưa đồng bộ lần nào. Mọi việc đã lưu ở máy này.</source>
        <translation>Never synced yet. Everything is saved on this machine.</translation>
    </message>
    <message>
        <source>Đồng bộ với {province} lần cuối lúc {time}.</source>
        <translation>Last synced with {province} at {time}.</translation>
    </message>
    <message>
        <source>tỉnh</source>
        <translation>the province</translation>
    </message>
    <message>
        <source>Đồng hồ chậm {off}</source>
        <translation>Clock {off} slow</translation>
    </message>
    <message>
        <source>Đồng hồ nhanh {off}</source>
        <translation>Clock {off} fast</translation>
    </message>
    <message>
        <source>Giờ của máy này lệch {off} so với máy chủ tỉnh. Hồ sơ vẫn lưu và gửi bình thường; báo kỹ thuật chỉnh đồng hồ.</source>
        <translation>This machine&apos;s clock is {off} off the province&apos;s. Dossiers are saved and sent as usual; have a technician set the clock.</translation>
    </message>
    <message>
        <source>Máy này</source>
        <translation>This machine</translation>
    </message>
    <message>
        <source>đã ghi chắc vào đĩa</source>
        <translation>safely on the disk</translation>
    </message>
    <message>
        <source>tỉnh đã nhận đủ</source>
        <translation>the province has everything</translation>
    </message>
    <message>
        <source>{n} chưa gửi</source>
        <translation>{n} not sent</translation>
    </message>
    <message>
        <source>{caption}, hồ sơ cũ nhất {age}</source>
        <translation>{caption}, oldest dossier {age}</translation>
    </message>
    <message>
        <source>Máy chủ tỉnh</source>
        <translation>Province&apos;s server</translation>
    </message>
    <message>
        <source>chưa có gì để sao lưu</source>
        <translation>nothing to back up yet</translation>
    </message>
    <message>
        <source>{n} chờ lần sao lưu tới</source>
        <translation>{n} wait for the next backup</translation>
    </message>
    <message>
        <source>đã sao lưu đủ</source>
        <translation>everything is backed up</translation>
    </message>
    <message>
        <source>Bản sao lưu của tỉnh</source>
        <translation>Province&apos;s backup</translation>
    </message>
    <message>
        <source>{name}: {count} việc, {caption}</source>
        <translation>{name}: {count} acts, {caption}</translation>
    </message>
    <message>
        <source>Mọi việc đã lưu ở máy này, quầy làm việc bình thường.</source>
        <translation>Everything is saved on this machine, the counter works as usual.</translation>
    </message>
</context>
<context>
    <name>login</name>
    <message>
        <source>Cán bộ tiếp nhận</source>
        <translation>Reception officer</translation>
    </message>
    <message>
        <source>Thu ngân</source>
        <translation>Cashier</translation>
    </message>
    <message>
        <source>Phụ trách bộ phận</source>
        <translation>Head of section</translation>
    </message>
    <message>
        <source>Kiểm tra, chỉ xem</source>
        <translation>Inspector, read only</translation>
    </message>
    <message>
        <source>Kỹ thuật, không xem hồ sơ</source>
        <translation>Technician, no access to dossiers</translation>
    </message>
    <message>
        <source>{day}. Ngày {late} đã đóng; việc làm thêm ghi vào ngày này, có ghi bổ sung.</source>
        <translation>{day}. The day {late} is closed; later acts go to this day, marked as added.</translation>
    </message>
    <message>
        <source>Đồng hồ máy có vẻ sai (giờ nghi ngờ). Xem lịch rồi chọn đúng ngày làm việc; đang đề nghị {day}.</source>
        <translation>The machine’s clock seems wrong (time in doubt). Look at a calendar and choose the right business day; suggested: {day}.</translation>
    </message>
    <message>
        <source>Sai mật khẩu nhiều lần. Chờ {n} giây rồi thử lại.</source>
        <translation>Wrong password several times. Wait {n} s, then try again.</translation>
    </message>
</context>
<context>
    <name>owner</name>
    <message>
        <source>{n} bản, trả ngay tại quầy</source>
        <translation>copies: {n}, returned at once at the counter</translation>
    </message>
    <message>
        <source>Trả ngay, thu</source>
        <translation>Returned at once, fee</translation>
    </message>
</context>
<context>
    <name>papernames</name>
    <message>
        <source>Mẫu 01, Giấy tiếp nhận hồ sơ và hẹn trả kết quả</source>
        <translation>Form 01, receipt with appointment for the result</translation>
    </message>
    <message>
        <source>Mẫu 02, Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ</source>
        <translation>Form 02, request to supplement and complete the dossier</translation>
    </message>
    <message>
        <source>Mẫu 03, Phiếu từ chối tiếp nhận giải quyết hồ sơ</source>
        <translation>Form 03, refusal to receive the dossier</translation>
    </message>
    <message>
        <source>Giấy hẹn</source>
        <translation>Receipt</translation>
    </message>
    <message>
        <source>Phiếu yêu cầu bổ sung</source>
        <translation>Supplement slip</translation>
    </message>
    <message>
        <source>Phiếu từ chối</source>
        <translation>Refusal slip</translation>
    </message>
    <message>
        <source>In lại giấy hẹn</source>
        <translation>Reprint receipt</translation>
    </message>
    <message>
        <source>In giấy hẹn</source>
        <translation>Print receipt</translation>
    </message>
    <message>
        <source>In lại phiếu</source>
        <translation>Reprint slip</translation>
    </message>
    <message>
        <source>In phiếu</source>
        <translation>Print slip</translation>
    </message>
</context>
<context>
    <name>papers</name>
    <message>
        <source>Thủ tục này không ghi giấy tờ phải nộp</source>
        <translation>This procedure lists no papers to submit</translation>
    </message>
    <message>
        <source>{n} loại giấy tờ, {k} loại chưa ghi số bản</source>
        <translation>Papers: {n}, of which {k} without number of copies</translation>
    </message>
    <message>
        <source>{n} loại giấy tờ, đủ</source>
        <translation>Papers: {n}, complete</translation>
    </message>
    <message>
        <source>{n} bản chính</source>
        <translation>original × {n}</translation>
    </message>
    <message>
        <source>{n} bản chứng thực</source>
        <translation>certified copy × {n}</translation>
    </message>
    <message>
        <source>{n} bản chụp</source>
        <translation>photocopy × {n}</translation>
    </message>
    <message>
        <source>Không giữ giấy tờ</source>
        <translation>No papers kept</translation>
    </message>
    <message>
        <source>Chưa ghi số bản cần chứng thực của “{name}”.</source>
        <translation>How many copies of “{name}” are to be certified?</translation>
    </message>
    <message>
        <source>Chưa ghi số bản của “{name}”.</source>
        <translation>The number of copies of “{name}” is missing.</translation>
    </message>
    <message>
        <source>Không áp dụng</source>
        <translation>Not applicable</translation>
    </message>
    <message>
        <source>Đã xuất trình</source>
        <translation>Shown</translation>
    </message>
    <message>
        <source>Nộp mới</source>
        <translation>New</translation>
    </message>
    <message>
        <source>Giấy tờ</source>
        <translation>Papers</translation>
    </message>
    <message>
        <source>Chính</source>
        <translation>Orig.</translation>
    </message>
    <message>
        <source>Ch.thực</source>
        <translation>Cert.</translation>
    </message>
    <message>
        <source>Chụp</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Nguồn</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>Trang</source>
        <translation>Pages</translation>
    </message>
</context>
<context>
    <name>printing</name>
    <message>
        <source>Chưa dựng được giấy để in.</source>
        <extracomment>the printer&apos;s trouble, not the job&apos;s: it stays waiting and prints by itself afterwards</extracomment>
        <translation>The form could not be prepared for printing.</translation>
    </message>
    <message>
        <source>đã chọn</source>
        <translation>chosen</translation>
    </message>
    <message>
        <source>Đang in</source>
        <translation>Printing</translation>
    </message>
    <message>
        <source>Chưa in được. {why}</source>
        <translation>Not printed. {why}</translation>
    </message>
    <message>
        <source>Chờ in</source>
        <translation>Waiting to print</translation>
    </message>
</context>
<context>
    <name>procedures</name>
    <message>
        <source>{amount} một trang</source>
        <translation>{amount} a page</translation>
    </message>
    <message>
        <source>Nhận qua bưu chính được</source>
        <translation>Can be returned by post</translation>
    </message>
    <message>
        <source>Trả ngay</source>
        <translation>At once</translation>
    </message>
</context>
<context>
    <name>reception</name>
    <message>
        <source>Đã mở lại bản nháp tự lưu lúc {time}.</source>
        <translation>The draft saved at {time} is open again.</translation>
    </message>
    <message>
        <source>Đã xóa trắng. Bấm Ctrl+Z để lấy lại.</source>
        <translation>Cleared. Press Ctrl+Z to bring it back.</translation>
    </message>
    <message>
        <source>Đã lấy lại những gì vừa bị thay.</source>
        <translation>What was replaced is back.</translation>
    </message>
    <message>
        <source>Bấm F12 lần nữa không sinh hồ sơ thứ hai.</source>
        <extracomment>about the person who works here, or a slip as a whole: no field of the form</extracomment>
        <translation>Pressing F12 again creates no second dossier.</translation>
    </message>
    <message>
        <source>Lưu, trả ngay</source>
        <translation>Save, return at once</translation>
    </message>
    <message>
        <source>Lưu và in giấy hẹn</source>
        <translation>Save and print receipt</translation>
    </message>
    <message>
        <source>Lưu, in sau</source>
        <translation>Save, print later</translation>
    </message>
    <message>
        <source>Đã lưu {number}, đã trả kết quả.</source>
        <translation>Saved {number}, result returned.</translation>
    </message>
    <message>
        <source>Đã lưu {number}.</source>
        <translation>Saved {number}.</translation>
    </message>
    <message>
        <source>Đã lưu {number}. Giấy hẹn chờ in. {printer}</source>
        <translation>Saved {number}. The receipt waits to be printed. {printer}</translation>
    </message>
    <message>
        <source>Đã lưu phiếu yêu cầu bổ sung {number}.</source>
        <translation>Saved supplement slip {number}.</translation>
    </message>
    <message>
        <source>Đã lưu phiếu từ chối {number}.</source>
        <translation>Saved refusal slip {number}.</translation>
    </message>
    <message>
        <source>Phiếu chờ in. {printer}</source>
        <translation>The slip waits to be printed. {printer}</translation>
    </message>
    <message>
        <source>Phiếu đã gửi tới máy in.</source>
        <translation>The slip was sent to the printer.</translation>
    </message>
    <message>
        <source>Phiếu chưa in.</source>
        <translation>The slip is not printed yet.</translation>
    </message>
    <message>
        <source>Đã thay người nộp bằng thẻ vừa quét. Bấm Ctrl+Z để lấy lại.</source>
        <translation>The filer was replaced from the card just scanned. Press Ctrl+Z to undo.</translation>
    </message>
</context>
<context>
    <name>restart</name>
    <message>
        <source>xong</source>
        <translation>done</translation>
    </message>
    <message>
        <source>đang chờ</source>
        <translation>waiting</translation>
    </message>
    <message>
        <source>việc cần làm</source>
        <translation>to do</translation>
    </message>
    <message>
        <source>Có bản sao của máy này đang chạy ở nơi khác</source>
        <translation>A copy of this machine is at work elsewhere</translation>
    </message>
    <message>
        <source>Không đọc được dấu mốc số của máy này</source>
        <translation>This machine&apos;s mark of numbers cannot be read</translation>
    </message>
    <message>
        <source>Dữ liệu máy này vừa quay về một bản cũ</source>
        <translation>This machine&apos;s data went back to an older copy</translation>
    </message>
    <message>
        <source>Một máy khác mang cùng dữ liệu đã gửi việc lên tỉnh trước. Phần của máy này được chuyển sang luồng ghi mới; số chưa dùng của luồng cũ bị hủy để không số nào cấp hai lần.</source>
        <translation>Another machine with the same data sent its acts to the province first. What this machine did was moved to a new stream; unused numbers of the old one are void, so that none is given twice.</translation>
    </message>
    <message>
        <source>Thiếu dấu mốc thì không chắc số cuối cùng đã cấp là số nào. Máy bắt đầu luồng ghi mới; số chưa dùng của luồng cũ bị hủy để không số nào cấp hai lần.</source>
        <translation>Without the mark nobody knows which number was given last. The machine began a new stream; unused numbers of the old one are void, so that none is given twice.</translation>
    </message>
    <message>
        <source>Dữ liệu cũ hơn những gì máy từng ghi, thường vì mới khôi phục từ bản sao lưu. Máy bắt đầu luồng ghi mới; số chưa dùng của luồng cũ bị hủy để không số nào cấp hai lần.</source>
        <translation>The data is older than what this machine had written, usually because a backup was just restored. The machine began a new stream; unused numbers of the old one are void, so that none is given twice.</translation>
    </message>
    <message>
        <source>Không mất hồ sơ nào của cả hai máy. Chỉ để một máy làm việc với dữ liệu này; máy kia cài mới và ghi danh riêng.</source>
        <translation>No dossier of either machine is lost. Let only one machine work with this data; set the other one up anew and enrol it by itself.</translation>
    </message>
    <message>
        <source>Hồ sơ trong máy còn nguyên. Giấy đã trao vẫn có giá trị.</source>
        <translation>All dossiers on this machine are there. Receipts handed out stay valid.</translation>
    </message>
    <message>
        <source>Hồ sơ trong máy còn nguyên. Việc làm sau bản sao lưu thì không còn ở máy này: giấy đã trao vẫn có giá trị, cần nhập lại.</source>
        <translation>All dossiers on this machine are there. What was done after the backup is not: receipts handed out stay valid and have to be entered again.</translation>
    </message>
    <message>
        <source>Hồ sơ đã về tỉnh không mất. Việc làm sau bản sao lưu mà chưa kịp gửi thì không còn ở máy này: giấy đã trao vẫn có giá trị, cần nhập lại.</source>
        <translation>Dossiers that reached the province are not lost. What was done after the backup and not sent is gone from this machine: receipts handed out stay valid and have to be entered again.</translation>
    </message>
    <message>
        <source>Đối chiếu giấy đã trao</source>
        <translation>Compare receipts handed out</translation>
    </message>
    <message>
        <source>Tìm mã trên những giấy hẹn trao gần nhất (F3). Mã nào tìm không ra thì báo người phụ trách hỏi tỉnh; tỉnh cũng không có thì nhập lại, ghi mã cũ vào ghi chú.</source>
        <translation>Look for the codes on the latest receipts (F3). If one is not found, have the supervisor ask the province; if the province has not got it either, enter it again with the old code in the note.</translation>
    </message>
    <message>
        <source>Đã đồng bộ.</source>
        <translation>Synced.</translation>
    </message>
    <message>
        <source>Tỉnh không có gì mà máy này thiếu.</source>
        <translation>The province has nothing that this machine lacks.</translation>
    </message>
    <message>
        <source>Tỉnh đang giữ {n} hồ sơ của máy này mà bản cũ không có, không phải nhập lại: {numbers}.</source>
        <translation>The province holds {n} dossiers of this machine that the older copy lacks; they need not be entered again: {numbers}.</translation>
    </message>
    <message>
        <source>Gửi và nhận với tỉnh</source>
        <translation>Exchange with the province</translation>
    </message>
    <message>
        <source>Đang nối máy chủ tỉnh…</source>
        <translation>Connecting to the province…</translation>
    </message>
    <message>
        <source>{why}. Quầy vẫn làm việc được; phần mềm tự gửi khi nối được.</source>
        <translation>{why}. The counter works all the same; it is sent as soon as there is a line.</translation>
    </message>
    <message>
        <source>Máy này chưa ghi danh với tỉnh</source>
        <translation>This machine has not joined the province</translation>
    </message>
    <message>
        <source>Hồ sơ chỉ có ở máy này và ở bản sao lưu. Quầy vẫn làm việc được.</source>
        <translation>Dossiers are on this machine and in its backups only. The counter works all the same.</translation>
    </message>
    <message>
        <source>Dải số mới</source>
        <translation>New numbers</translation>
    </message>
    <message>
        <source>Đã có {n} số cho hôm nay.</source>
        <translation>{n} numbers for today are there.</translation>
    </message>
    <message>
        <source>Tỉnh cấp khi đồng bộ xong. Trong lúc chờ, hồ sơ nhận số tạm; số chính thức về sau.</source>
        <translation>The province gives them with the sync. Until then dossiers get provisional numbers; official ones follow.</translation>
    </message>
    <message>
        <source>Người phụ trách xem số trên giấy hẹn cuối cùng, rồi cấp lại bằng lệnh station block. Trong lúc chờ, hồ sơ nhận số tạm.</source>
        <translation>The supervisor looks at the last receipt&apos;s number and gives a new block with the command station block. Until then dossiers get provisional numbers.</translation>
    </message>
</context>
<context>
    <name>rooms</name>
    <message>
        <source>{paper} {number} đã in.</source>
        <translation>{paper} {number} was printed.</translation>
    </message>
    <message>
        <source>{paper} {number} chưa in. {why}</source>
        <translation>{paper} {number} is not printed. {why}</translation>
    </message>
</context>
<context>
    <name>scan</name>
    <message>
        <source>Máy quét đang gõ như bàn phím nên chữ có dấu bị mất, hoặc bộ gõ Telex biến thành chữ khác. Số và ngày vẫn đúng; đối chiếu họ tên, địa chỉ với thẻ. Để hết hẳn: chuyển máy quét sang cổng nối tiếp (USB-COM), hoặc tắt bộ gõ tiếng Việt khi quét.</source>
        <extracomment>keys of a person are further apart than this (seconds) shorter bursts are a person rolling over keys</extracomment>
        <translation>The scanner types like a keyboard, so accented letters are lost, or Telex input turns them into others. Numbers and dates are right; compare name and address with the card. To cure it: switch the scanner to serial mode (USB-COM), or turn Vietnamese input off while scanning.</translation>
    </message>
    <message>
        <source>Không nhận ra mã vừa quét. Quét mã QR trên thẻ căn cước, hoặc mã vạch trên giấy hẹn.</source>
        <translation>The scanned code is not recognised. Scan the QR code on the ID card, or the barcode on the receipt.</translation>
    </message>
    <message>
        <source>Đây là thẻ bảo hiểm y tế, không có số định danh. Quét mã QR trên thẻ căn cước.</source>
        <translation>This is a health insurance card, without a personal ID number. Scan the QR code on the ID card.</translation>
    </message>
</context>
<context>
    <name>search</name>
    <message>
        <source>Số tạm, chờ mã</source>
        <extracomment>widths from which a shape is used: window 1600 and 900 less the rail</extracomment>
        <translation>Provisional number, code to follow</translation>
    </message>
    <message>
        <source>Tất cả</source>
        <extracomment>late, logged by who sits here, and states that a dossier can be in today somebody still waits for the due date: the others are never late</extracomment>
        <translation>All</translation>
    </message>
    <message>
        <source>Quá hạn</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>Của tôi</source>
        <translation>Mine</translation>
    </message>
    <message>
        <source>Đã tiếp nhận</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>Chờ bổ sung</source>
        <translation>Awaiting supplement</translation>
    </message>
    <message>
        <source>Đã trả</source>
        <translation>Returned</translation>
    </message>
    <message>
        <source>Đã hủy</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>Không thấy hồ sơ nào trong mục “{name}”</source>
        <translation>No dossier found under “{name}”</translation>
    </message>
    <message>
        <source>Bấm “{all}” để tìm trong mọi hồ sơ.</source>
        <translation>Press “{all}” to search all dossiers.</translation>
    </message>
    <message>
        <source>Không thấy hồ sơ nào</source>
        <translation>No dossier found</translation>
    </message>
    <message>
        <source>Gõ tên không dấu, số cuối điện thoại hoặc mã trên giấy hẹn.</source>
        <translation>Type a name without accents, the last digits of a phone number, or the code on the receipt.</translation>
    </message>
    <message>
        <source>Không có hồ sơ nào quá hạn</source>
        <translation>No dossier is overdue</translation>
    </message>
    <message>
        <source>Hồ sơ chưa trả đều còn trong hạn.</source>
        <translation>Everything not yet returned is within its time.</translation>
    </message>
    <message>
        <source>Chưa có hồ sơ nào do {person} tiếp nhận</source>
        <translation>No dossier received by {person} yet</translation>
    </message>
    <message>
        <source>Bấm “{all}” để xem hồ sơ của mọi người.</source>
        <translation>Press “{all}” to see everybody’s dossiers.</translation>
    </message>
    <message>
        <source>Không có hồ sơ nào trong mục “{name}”</source>
        <translation>No dossier under “{name}”</translation>
    </message>
    <message>
        <source>Bấm “{all}” để xem mọi hồ sơ.</source>
        <translation>Press “{all}” to see all dossiers.</translation>
    </message>
    <message>
        <source>Máy này chưa có hồ sơ nào</source>
        <translation>No dossiers on this computer yet</translation>
    </message>
    <message>
        <source>Hồ sơ tiếp nhận tại đây sẽ hiện trong danh sách này.</source>
        <translation>Dossiers received here will appear in this list.</translation>
    </message>
    <message>
        <source>{n} hồ sơ đầu trong {total}, mới nhất trước</source>
        <translation>First {n} of {total} dossiers, newest first</translation>
    </message>
    <message>
        <source>{n} hồ sơ trong {total}, mới nhất trước</source>
        <translation>{n} of {total} dossiers, newest first</translation>
    </message>
</context>
<context>
    <name>shell</name>
    <message>
        <source>Tiếp nhận</source>
        <extracomment>window widths below which the rail keeps its icons only, and above which names are whole icons that Lucide&apos;s set of ours does not hold tones that are not asked for now, and what of the strip keeps its words as room gets scarce</extracomment>
        <translation>Reception</translation>
    </message>
    <message>
        <source>Hồ sơ</source>
        <translation>Dossiers</translation>
    </message>
    <message>
        <source>Việc</source>
        <translation>Tasks</translation>
    </message>
    <message>
        <source>Danh sách việc: hồ sơ sắp và quá hạn, chờ bổ sung, chờ bàn giao.</source>
        <translation>Task list: dossiers due soon or overdue, awaiting supplement, awaiting hand-over.</translation>
    </message>
    <message>
        <source>Bây giờ: bấm F3, hồ sơ quá hạn có nhãn đỏ trong danh sách.</source>
        <translation>For now: press F3; overdue dossiers have a red label in the list.</translation>
    </message>
    <message>
        <source>Trả KQ</source>
        <translation>Return</translation>
    </message>
    <message>
        <source>Trả kết quả: quét giấy hẹn, đối chiếu người nhận, ghi đã trả.</source>
        <translation>Returning results: scan the receipt, check the recipient, record the return.</translation>
    </message>
    <message>
        <source>Bây giờ: việc trả ngay làm ở Tiếp nhận (F2); còn lại ghi ở hệ thống tỉnh.</source>
        <translation>For now: results at once are handled in Reception (F2); record the others in the province’s system.</translation>
    </message>
    <message>
        <source>Hàng chờ</source>
        <translation>Queue</translation>
    </message>
    <message>
        <source>Số thứ tự: gọi tiếp, gọi lại, người chờ lâu nhất.</source>
        <translation>Tickets: call next, call again, longest wait.</translation>
    </message>
    <message>
        <source>Bây giờ: gọi theo hệ thống lấy số sẵn có, hoặc gọi tay.</source>
        <translation>For now: call with the existing ticket system, or by voice.</translation>
    </message>
    <message>
        <source>{name} có ở bản sau</source>
        <translation>{name} comes in a later version</translation>
    </message>
</context>
<context>
    <name>slip</name>
    <message>
        <source>Chọn thủ tục để thấy ngày hẹn</source>
        <translation>Choose a procedure to see the due date</translation>
    </message>
    <message>
        <source>trước {time}, gửi qua bưu chính công ích</source>
        <translation>before {time}, sent by public post</translation>
    </message>
    <message>
        <source>trước {time}, tại quầy trả kết quả</source>
        <translation>before {time}, at the results counter</translation>
    </message>
    <message>
        <source>Chưa có dải số: hồ sơ nhận số tạm</source>
        <translation>No number block: dossiers get provisional numbers</translation>
    </message>
    <message>
        <source>Đã dùng hết dải số hôm nay: hồ sơ nhận số tạm</source>
        <translation>Today’s number block is used up: dossiers get provisional numbers</translation>
    </message>
    <message>
        <source>Còn {n} số hôm nay cho quầy này</source>
        <translation>Numbers left today at this counter: {n}</translation>
    </message>
    <message>
        <source>Trả ngay tại quầy, không cần giấy hẹn</source>
        <translation>Returned at once at the counter, no receipt needed</translation>
    </message>
    <message>
        <source>Ghi thời hạn để thấy ngày hẹn</source>
        <translation>Enter the time limit to see the due date</translation>
    </message>
    <message>
        <source>Đang tính ngày hẹn</source>
        <translation>Computing the due date</translation>
    </message>
    <message>
        <source>Mã hồ sơ</source>
        <translation>Dossier code</translation>
    </message>
    <message>
        <source>cấp khi lưu</source>
        <translation>given on saving</translation>
    </message>
    <message>
        <source>Người nộp</source>
        <translation>Filer</translation>
    </message>
    <message>
        <source>Chủ hồ sơ</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>qua bưu chính</source>
        <translation>by post</translation>
    </message>
    <message>
        <source>trực tuyến</source>
        <translation>online</translation>
    </message>
    <message>
        <source>Nộp</source>
        <translation>Filed</translation>
    </message>
    <message>
        <source>Phí</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>Giấy tờ giữ lại</source>
        <translation>Papers kept</translation>
    </message>
    <message>
        <source>Bản chứng thực</source>
        <translation>Certified copies</translation>
    </message>
    <message>
        <source>{n} bản, còn thiếu {k} loại</source>
        <translation>{n} copies, {k} papers missing</translation>
    </message>
    <message>
        <source>{n} bản</source>
        <translation>{n} copies</translation>
    </message>
    <message>
        <source>Lệ phí</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>Hồ sơ đã hướng dẫn bổ sung ngày {day}, nay đã mang đủ:</source>
        <translation>A supplement was asked for on {day}; everything is here now:</translation>
    </message>
    <message>
        <source>Hồ sơ đã hướng dẫn bổ sung ngày {day}, thiếu:</source>
        <translation>A supplement was asked for on {day}; missing:</translation>
    </message>
    <message>
        <source>Đã mở phiếu {number}. Hồ sơ đang nhập dở: bấm Ctrl+Z để lấy lại.</source>
        <translation>Slip {number} is open. The dossier being entered: press Ctrl+Z to get it back.</translation>
    </message>
    <message>
        <source>Thủ tục {code} không còn trong danh mục của máy này. Chọn lại thủ tục.</source>
        <translation>Procedure {code} is no longer in this machine’s catalogue. Choose the procedure again.</translation>
    </message>
</context>
<context>
    <name>slippage</name>
    <message>
        <source>Cần bổ sung, phiếu ngày {day}</source>
        <translation>To be brought, slip of {day}</translation>
    </message>
    <message>
        <source>Lý do</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Hồ sơ chưa được tiếp nhận, chưa tính thời hạn. Người dân quay lại: bấm Tiếp nhận tiếp hoặc quét mã trên phiếu.</source>
        <translation>The dossier is not received and no time limit runs. When the citizen comes back: press Resume reception or scan the code on the slip.</translation>
    </message>
    <message>
        <source>Căn cứ</source>
        <translation>Legal basis</translation>
    </message>
    <message>
        <source>Nơi giải quyết</source>
        <translation>Competent agency</translation>
    </message>
    <message>
        <source>Đã trả lại</source>
        <translation>Given back</translation>
    </message>
    <message>
        <source>Từ chối tiếp nhận ngày {day}</source>
        <translation>Reception refused on {day}</translation>
    </message>
    <message>
        <source>Việc này đã kết thúc. Người dân nộp lại thì nhập hồ sơ mới.</source>
        <translation>This matter is closed. If the citizen files again, enter a new dossier.</translation>
    </message>
</context>
<context>
    <name>status</name>
    <message>
        <source>Đang tìm máy in.</source>
        <translation>Looking for printers.</translation>
    </message>
    <message>
        <source>Chưa có hồ sơ chờ gửi</source>
        <translation>No dossiers waiting to be sent</translation>
    </message>
    <message>
        <source>Hồ sơ đã về tỉnh hết</source>
        <translation>All dossiers at the province</translation>
    </message>
    <message>
        <source>Đã lưu tại máy: {n} hồ sơ chờ gửi, cũ nhất {age}</source>
        <translation>Saved on this machine, waiting to be sent: {n}, oldest {age}</translation>
    </message>
    <message>
        <source>{n} việc cần xem lại</source>
        <translation>{n} to be looked at</translation>
    </message>
    <message>
        <source>Tỉnh thấy {n} việc của điểm này chưa khớp (trùng số, trùng hồ sơ, đến muộn…). Hồ sơ vẫn được lưu; người phụ trách quyết định từng việc.</source>
        <translation>The province found {n} things of this office that do not fit (a number or dossier twice, late work…). Dossiers are kept; the supervisor decides on each.</translation>
    </message>
    <message>
        <source>Số tạm</source>
        <translation>Provisional number</translation>
    </message>
    <message>
        <source>Máy trạm chưa có dải số: hồ sơ nhận số tạm, số chính thức về sau khi đồng bộ.</source>
        <translation>This machine has no numbers yet: dossiers get provisional ones, official ones follow with a sync.</translation>
    </message>
    <message>
        <source>Còn {n} số hôm nay</source>
        <translation>Numbers left today: {n}</translation>
    </message>
    <message>
        <source>Hết dải số hôm nay thì hồ sơ nhận số tạm; vẫn tiếp nhận được.</source>
        <translation>When today’s block is used up, dossiers get provisional numbers; reception goes on.</translation>
    </message>
    <message>
        <source>Máy in</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>, {n} giấy chờ in</source>
        <translation>, forms waiting: {n}</translation>
    </message>
    <message>
        <source>Máy in sẵn sàng.</source>
        <translation>Printer ready.</translation>
    </message>
    <message>
        <source>Máy quét sẵn sàng.</source>
        <translation>Scanner ready.</translation>
    </message>
    <message>
        <source>Máy quét</source>
        <translation>Scanner</translation>
    </message>
    <message>
        <source>Mất máy quét</source>
        <translation>Scanner lost</translation>
    </message>
    <message>
        <source>Cắm lại máy quét; vẫn gõ số định danh bằng tay được.</source>
        <translation>Plug the scanner in again; personal ID numbers can still be typed.</translation>
    </message>
    <message>
        <source>Đồng hồ máy có vẻ sai. Hồ sơ vẫn lưu theo ngày làm việc đã mở và ghi “giờ nghi ngờ”; báo kỹ thuật chỉnh đồng hồ.</source>
        <translation>The machine’s clock seems wrong. Dossiers are still saved under the open business day and marked “time in doubt”; ask technical support to set the clock.</translation>
    </message>
    <message>
        <source>Giờ nghi ngờ</source>
        <translation>Time in doubt</translation>
    </message>
</context>
<context>
    <name>supervisor</name>
    <message>
        <source>Đóng ngày</source>
        <translation>Close the day</translation>
    </message>
    <message>
        <source>Đồng bộ</source>
        <translation>Sync</translation>
    </message>
    <message>
        <source>Cần quyết</source>
        <translation>To decide</translation>
    </message>
    <message>
        <source>Về quầy</source>
        <translation>To the counter</translation>
    </message>
</context>
<context>
    <name>syncroom</name>
    <message>
        <source>Đang hỏi máy chủ tỉnh…</source>
        <translation>Asking the province’s server…</translation>
    </message>
    <message>
        <source>Tỉnh đã nhận {done} / {of} việc của lần này</source>
        <translation>The province has {done} / {of} acts of this round</translation>
    </message>
    <message>
        <source>Đang tìm máy chủ tỉnh</source>
        <translation>Looking for the province’s server</translation>
    </message>
    <message>
        <source>Đang đồng bộ với tỉnh</source>
        <translation>Syncing with the province</translation>
    </message>
    <message>
        <source>Đã đồng bộ với tỉnh</source>
        <translation>In sync with the province</translation>
    </message>
    <message>
        <source>Phần mềm tự đồng bộ khi có việc mới và cứ hai phút một lần; bấm Gửi ngay thì không phải chờ.</source>
        <translation>The software syncs by itself after every new act and every two minutes; press Send now not to wait.</translation>
    </message>
    <message>
        <source>Chưa lần nào</source>
        <translation>Never yet</translation>
    </message>
    <message>
        <source>Tỉnh trả lời lần cuối</source>
        <translation>Last reply of the province</translation>
    </message>
    <message>
        <source>{n} hồ sơ, cũ nhất {age}</source>
        <translation>Dossiers: {n}, oldest {age}</translation>
    </message>
    <message>
        <source>Hồ sơ chờ gửi</source>
        <translation>Dossiers waiting to be sent</translation>
    </message>
    <message>
        <source>Không có</source>
        <translation>None</translation>
    </message>
    <message>
        <source>Dùng số tạm</source>
        <translation>Provisional numbers in use</translation>
    </message>
    <message>
        <source>Số còn lại hôm nay</source>
        <translation>Numbers left today</translation>
    </message>
    <message>
        <source>Máy chủ của</source>
        <translation>Server of</translation>
    </message>
    <message>
        <source>Đã ghi {n} việc ra tệp và đọc lại đúng. Đưa tệp cho tỉnh, rồi nạp tệp trả lời; lúc đó mới là tỉnh đã nhận.</source>
        <translation>Acts saved to the file and read back correctly: {n}. Hand the file to the province, then load the reply file; only then has the province received them.</translation>
    </message>
    <message>
        <source> Còn {n} việc cho lần ghi sau.</source>
        <translation> Acts left for the next file: {n}.</translation>
    </message>
    <message>
        <source>Đã nạp trả lời: {n} việc mới của tỉnh; tỉnh đã nhận {there} / {here} việc.</source>
        <translation>Reply loaded: {n} new from the province; the province has {there} / {here} acts.</translation>
    </message>
    <message>
        <source>{age} trước, lúc {time}</source>
        <translation>{age} ago, at {time}</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>Đã hủy</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>Bản nháp</source>
        <translation>Draft</translation>
    </message>
    <message>
        <source>Mới đăng ký</source>
        <translation>Newly registered</translation>
    </message>
    <message>
        <source>Đã tiếp nhận</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>Không tiếp nhận</source>
        <translation>Not accepted</translation>
    </message>
    <message>
        <source>Đang giải quyết</source>
        <translation>In progress</translation>
    </message>
    <message>
        <source>Chờ dân bổ sung</source>
        <translation>Awaiting supplement</translation>
    </message>
    <message>
        <source>Chờ nộp phí</source>
        <translation>Awaiting payment</translation>
    </message>
    <message>
        <source>Công dân đã rút</source>
        <translation>Withdrawn by citizen</translation>
    </message>
    <message>
        <source>Dừng giải quyết</source>
        <translation>Stopped</translation>
    </message>
    <message>
        <source>Có kết quả, chờ trả</source>
        <translation>Result ready, to be returned</translation>
    </message>
    <message>
        <source>Đã trả kết quả</source>
        <translation>Result returned</translation>
    </message>
    <message>
        <source>Chưa rõ mức thu</source>
        <extracomment>states in which nobody waits for the due date any more</extracomment>
        <translation>Fee not known</translation>
    </message>
    <message>
        <source>Miễn phí</source>
        <translation>Free of charge</translation>
    </message>
    <message>
        <source>Chưa công bố thời hạn</source>
        <translation>No published time limit</translation>
    </message>
    <message>
        <source>Trong ngày</source>
        <translation>Same day</translation>
    </message>
    <message>
        <source>ngày làm việc</source>
        <translation>working days</translation>
    </message>
    <message>
        <source>ngày</source>
        <translation>days</translation>
    </message>
    <message>
        <source>giờ làm việc</source>
        <translation>hours</translation>
    </message>
    <message>
        <source>tháng</source>
        <translation>months</translation>
    </message>
    <message>
        <source>thứ Hai</source>
        <translation>Monday</translation>
    </message>
    <message>
        <source>thứ Ba</source>
        <translation>Tuesday</translation>
    </message>
    <message>
        <source>thứ Tư</source>
        <translation>Wednesday</translation>
    </message>
    <message>
        <source>thứ Năm</source>
        <translation>Thursday</translation>
    </message>
    <message>
        <source>thứ Sáu</source>
        <translation>Friday</translation>
    </message>
    <message>
        <source>thứ Bảy</source>
        <translation>Saturday</translation>
    </message>
    <message>
        <source>Chủ nhật</source>
        <translation>Sunday</translation>
    </message>
    <message>
        <source>dưới 1 phút</source>
        <translation>under 1 min</translation>
    </message>
    <message>
        <source>{n} phút</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>{n} giờ</source>
        <translation>{n} h</translation>
    </message>
    <message>
        <source>{n} ngày</source>
        <translation>{n} d</translation>
    </message>
    <message>
        <source>chưa có ngày hẹn</source>
        <translation>no due date yet</translation>
    </message>
    <message>
        <source>Quá hạn {n} ngày</source>
        <translation>Overdue by {n} d</translation>
    </message>
    <message>
        <source>hẹn {day}</source>
        <translation>due {day}</translation>
    </message>
</context>
</TS>
