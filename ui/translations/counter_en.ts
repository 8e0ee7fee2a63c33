<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="vi">
<context>
    <name>AmendDialog</name>
    <message>
        <source>Sửa hồ sơ {number}</source>
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
        <source>Người nộp</source>
        <translation>Filer</translation>
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
        <source>Mã, ngày và quầy tiếp nhận không sửa được.</source>
        <translation>Code, date and counter of reception cannot be changed.</translation>
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
    <name>ClerkDesk</name>
    <message>
        <source>Phiếu yêu cầu bổ sung có ở bản sau. Bản nháp vẫn còn nguyên.</source>
        <translation>Supplement requests come in a later version. The draft is untouched.</translation>
    </message>
    <message>
        <source>Phiếu từ chối có ở bản sau. Bản nháp vẫn còn nguyên.</source>
        <translation>Refusal notices come in a later version. The draft is untouched.</translation>
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
        <source>Khóa màn hình</source>
        <translation>Lock screen</translation>
    </message>
    <message>
        <source>Đổi người đăng nhập</source>
        <translation>Switch user</translation>
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
        <source>In giấy hẹn</source>
        <translation>Print receipt</translation>
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
        <source>Hình thức</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Số</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>Mẫu 01, Giấy tiếp nhận hồ sơ và hẹn trả kết quả</source>
        <translation>Form 01, Receipt of dossier and due date of result</translation>
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
        <source>Hẹn trả</source>
        <translation>By due date</translation>
    </message>
    <message>
        <source>Trả ngay</source>
        <translation>At once</translation>
    </message>
    <message>
        <source>Cách trả kết quả</source>
        <translation>How the result is returned</translation>
    </message>
    <message>
        <source>Xóa trắng</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>Chỉ cho thủ tục trả ngay</source>
        <translation>Only for procedures with the result at once</translation>
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
        <source>Tên giấy tờ, Enter để thêm</source>
        <translation>Name of the paper, Enter to add</translation>
    </message>
    <message>
        <source>Tên giấy tờ thêm</source>
        <translation>Name of the added paper</translation>
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
        <source>Giấy tiếp nhận {number}</source>
        <translation>Receipt {number}</translation>
    </message>
    <message>
        <source>Chưa dựng được trang</source>
        <translation>The pages could not be prepared</translation>
    </message>
    <message>
        <source>Ghi giấy hẹn ra tệp</source>
        <translation>Save the receipt to a file</translation>
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
        <extracomment>below this width of the form the buttons stand under the number below this height number and &quot;In lại&quot; stand in one line</extracomment>
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
        <source>Đã lưu, đã trả kết quả</source>
        <translation>Saved, result returned</translation>
    </message>
</context>
<context>
    <name>SearchView</name>
    <message>
        <source>Tìm hồ sơ, người, mã, số điện thoại</source>
        <translation>Find a dossier, person, code or phone number</translation>
    </message>
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
        <source>Không thấy hồ sơ nào</source>
        <translation>No dossier found</translation>
    </message>
    <message>
        <source>Chưa có hồ sơ nào</source>
        <translation>No dossiers yet</translation>
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
    <name>StatusStrip</name>
    <message>
        <source>Tình trạng máy và đường truyền</source>
        <translation>Machine and connection status</translation>
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
        <extracomment>names of the outside&apos;s shape, by the fields of the form</extracomment>
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
</context>
<context>
    <name>base</name>
    <message>
        <source>Chương trình gặp lỗi, việc vừa rồi chưa xong. Những gì đã báo lưu vẫn còn nguyên. Đọc mã {reference} cho kỹ thuật rồi làm lại.</source>
        <translation>The program met an error and the last action was not completed. Everything reported as saved is intact. Give code {reference} to technical support, then try again.</translation>
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
        <source>Giấy hẹn của hồ sơ {number} đã vào hàng chờ in.</source>
        <translation>The receipt of dossier {number} is queued for printing.</translation>
    </message>
    <message>
        <source>Mã thủ tục {code}, luật áp dụng: gói {pack}</source>
        <translation>Procedure code {code}, rules applied: pack {pack}</translation>
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
        <source>Bản chính</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Bản chứng thực</source>
        <translation>Certified copy</translation>
    </message>
    <message>
        <source>Bản chụp</source>
        <translation>Photocopy</translation>
    </message>
    <message>
        <source>Xuất trình</source>
        <translation>Shown</translation>
    </message>
    <message>
        <source>hồ sơ {state}, không sửa hay hủy được nữa</source>
        <translation>the dossier’s state is “{state}”; it can no longer be amended or cancelled</translation>
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
        <source>In lại giấy hẹn</source>
        <translation>Reprint receipt</translation>
    </message>
    <message>
        <source>Hủy hồ sơ</source>
        <translation>Cancel dossier</translation>
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
        <source>hẹn trả</source>
        <translation>due</translation>
    </message>
    <message>
        <source>nhận</source>
        <translation>received</translation>
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
    <name>form</name>
    <message>
        <source>Chưa chọn thủ tục. Gõ vài chữ của tên thủ tục, không cần dấu.</source>
        <extracomment>the service&apos;s names of fields that the form calls otherwise</extracomment>
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
        <source>Ghi số bộ từ 1 đến 9999.</source>
        <translation>Enter the number of sets, 1 to 9999.</translation>
    </message>
    <message>
        <source>Chưa ghi số bản của “{name}”.</source>
        <translation>The number of copies of “{name}” is missing.</translation>
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
        <source>Khác với thẻ vừa quét. Xem lại thẻ; sẽ lưu giá trị gõ tay.</source>
        <translation>Differs from the card just scanned. Check the card; the typed value will be saved.</translation>
    </message>
</context>
<context>
    <name>history</name>
    <message>
        <source>Giờ nghi ngờ.</source>
        <translation>Time in doubt.</translation>
    </message>
    <message>
        <source>Mẫu 01, Giấy tiếp nhận hồ sơ và hẹn trả kết quả</source>
        <translation>Form 01, Receipt of dossier and due date of result</translation>
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
        <source>In lại giấy hẹn</source>
        <translation>Receipt reprinted</translation>
    </message>
    <message>
        <source>In giấy hẹn</source>
        <translation>Receipt printed</translation>
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
        <source>Lùi một bước, không mất gì</source>
        <translation>One step back, nothing is lost</translation>
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
        <source>Yêu cầu bổ sung</source>
        <translation>Request supplement</translation>
    </message>
    <message>
        <source>Từ chối tiếp nhận</source>
        <translation>Refuse reception</translation>
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
        <source>Sửa hồ sơ, ghi lý do</source>
        <translation>Amend the dossier, giving a reason</translation>
    </message>
    <message>
        <source>In lại giấy hẹn</source>
        <translation>Reprint receipt</translation>
    </message>
    <message>
        <source>Xem giấy hẹn trước khi in</source>
        <translation>Preview the receipt</translation>
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
        <source>Đã thay người nộp bằng thẻ vừa quét. Bấm Ctrl+Z để lấy lại.</source>
        <translation>The filer was replaced from the card just scanned. Press Ctrl+Z to undo.</translation>
    </message>
</context>
<context>
    <name>rooms</name>
    <message>
        <source>Đã in giấy hẹn {number}.</source>
        <translation>Receipt {number} printed.</translation>
    </message>
    <message>
        <source>Giấy hẹn {number} chưa in. {why}</source>
        <translation>Receipt {number} not printed. {why}</translation>
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
        <extracomment>states that a dossier can be in today; the others come with their acts</extracomment>
        <translation>All</translation>
    </message>
    <message>
        <source>Không thấy hồ sơ nào. Gõ tên không dấu, số cuối điện thoại hoặc mã trên giấy hẹn.</source>
        <translation>No dossier found. Type a name (no accents needed), the last digits of a phone number, or the code on the receipt.</translation>
    </message>
    <message>
        <source>Máy này chưa có hồ sơ nào.</source>
        <translation>There are no dossiers on this machine yet.</translation>
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
        <extracomment>window widths below which the rail keeps its icons only, and above which names are whole icons that Lucide&apos;s set of ours does not hold</extracomment>
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
        <source>Giấy tờ giữ lại</source>
        <translation>Papers kept</translation>
    </message>
    <message>
        <source>Lệ phí</source>
        <translation>Fee</translation>
    </message>
</context>
<context>
    <name>status</name>
    <message>
        <source>Đang tìm máy in.</source>
        <translation>Looking for printers.</translation>
    </message>
    <message>
        <source>Đã lưu tại máy này. Sẽ gửi về tỉnh khi có mạng. Không cần làm gì.</source>
        <translation>Saved on this machine. Will be sent to the province once there is a network. Nothing to do.</translation>
    </message>
    <message>
        <source>Chưa có hồ sơ chờ gửi</source>
        <translation>No dossiers waiting to be sent</translation>
    </message>
    <message>
        <source>Đã lưu tại máy: {n} hồ sơ chờ gửi, cũ nhất {age}</source>
        <translation>Saved on this machine, waiting to be sent: {n}, oldest {age}</translation>
    </message>
    <message>
        <source>Số tạm</source>
        <translation>Provisional number</translation>
    </message>
    <message>
        <source>Máy trạm chưa được cấp dải số: hồ sơ nhận số tạm, đổi số khi đồng bộ.</source>
        <translation>This station has no number block: dossiers get provisional numbers, replaced on sync.</translation>
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
    <message>
        <source>Bản này chưa nối máy chủ tỉnh: hồ sơ lưu tại máy, quầy làm việc bình thường.</source>
        <translation>This version is not connected to the province’s server: dossiers are saved on this machine and the counter works as usual.</translation>
    </message>
    <message>
        <source>Chưa nối máy chủ tỉnh</source>
        <translation>Not connected to the province’s server</translation>
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
